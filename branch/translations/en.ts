<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="da">
<context>
    <name>Aside</name>
    <message>
        <source>Forbundet</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>Forbinder …</source>
        <translation>Connecting …</translation>
    </message>
    <message>
        <source>Ingen forbindelse</source>
        <translation>No connection</translation>
    </message>
    <message>
        <source>Linjen til %1 virker.</source>
        <translation>The line to %1 works.</translation>
    </message>
    <message>
        <source>Vi åbner linjen til %1.</source>
        <translation>We are opening the line to %1.</translation>
    </message>
    <message>
        <source>Linjen til %1 er afbrudt.</source>
        <translation>The line to %1 is broken.</translation>
    </message>
    <message>
        <source>Linjen bruges af en anden skærm.</source>
        <translation>Another screen uses the line.</translation>
    </message>
    <message>
        <source>ca. %1</source>
        <translation>about %1</translation>
    </message>
    <message>
        <source>Ingen ventetid</source>
        <translation>No wait</translation>
    </message>
    <message>
        <source>Ukendt ventetid</source>
        <translation>Wait unknown</translation>
    </message>
    <message>
        <source>forventet ventetid</source>
        <translation>expected wait</translation>
    </message>
    <message>
        <source>Samtalen optages ikke.</source>
        <translation>The conversation is not recorded.</translation>
    </message>
    <message>
        <source>Samtalen optages ikke. Du kan altid gå ud af køen.</source>
        <translation>The conversation is not recorded. You can always leave.</translation>
    </message>
    <message>
        <source>Lige nu</source>
        <translation>Right now</translation>
    </message>
</context>
<context>
    <name>CalledPage</name>
    <message>
        <source>Det er din tur.</source>
        <translation>It is your turn.</translation>
    </message>
    <message>
        <source>Samtalen åbner nu.</source>
        <translation>The conversation opens now.</translation>
    </message>
    <message>
        <source>%1 er klar.</source>
        <translation>%1 is ready.</translation>
    </message>
    <message>
        <source>Åbn nu</source>
        <translation>Open now</translation>
    </message>
</context>
<context>
    <name>ClosedPage</name>
    <message>
        <source>%1 har lukket.</source>
        <translation>%1 is closed.</translation>
    </message>
    <message>
        <source>Der er ingen ved %1 lige nu.</source>
        <translation>Nobody is at %1 right now.</translation>
    </message>
    <message>
        <source>%1 kan ikke nå flere i dag.</source>
        <translation>%1 cannot serve more people today.</translation>
    </message>
    <message>
        <source>Skærmen åbner igen %1.</source>
        <translation>The screen opens again %1.</translation>
    </message>
    <message>
        <source>Jeg har en tid</source>
        <translation>I have a booking</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>Skriv din kode.</source>
        <translation>Type your code.</translation>
    </message>
    <message>
        <source>Koden står i din bekræftelse.</source>
        <translation>It is in your confirmation.</translation>
    </message>
    <message>
        <source>Den har seks tegn.</source>
        <translation>It has six signs.</translation>
    </message>
    <message>
        <source>Tilbage</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Slet</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Et øjeblik …</source>
        <translation>One moment …</translation>
    </message>
    <message>
        <source>Fortsæt</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>Excuses</name>
    <message>
        <source>%1 har lukket.</source>
        <translation>%1 is closed.</translation>
    </message>
    <message>
        <source>%1 kan ikke nå flere i dag.</source>
        <translation>%1 cannot serve more people today.</translation>
    </message>
    <message>
        <source>Der er ingen ved %1 lige nu.</source>
        <translation>Nobody is at %1 right now.</translation>
    </message>
    <message>
        <source>Der er ikke flere numre i dag.</source>
        <translation>There are no more numbers today.</translation>
    </message>
    <message>
        <source>Der er en ved denne skærm.</source>
        <translation>Somebody is at this screen.</translation>
    </message>
    <message>
        <source>Linjen er afbrudt.</source>
        <translation>The line is broken.</translation>
    </message>
    <message>
        <source>Vi kan ikke finde din tid.</source>
        <translation>We cannot find your appointment.</translation>
    </message>
    <message>
        <source>Din tid var en anden dag.</source>
        <translation>Your appointment was on another day.</translation>
    </message>
    <message>
        <source>Din tid er ikke i dag.</source>
        <translation>Your appointment is not today.</translation>
    </message>
    <message>
        <source>Din tid er et andet sted.</source>
        <translation>Your appointment is somewhere else.</translation>
    </message>
    <message>
        <source>Din tid er ikke over skærmen.</source>
        <translation>Your appointment is not by screen.</translation>
    </message>
    <message>
        <source>Det kan vi ikke klare over skærmen.</source>
        <translation>We cannot do that over the screen.</translation>
    </message>
    <message>
        <source>Du har allerede meldt din ankomst.</source>
        <translation>You have already checked in.</translation>
    </message>
    <message>
        <source>Din tid er aflyst.</source>
        <translation>Your appointment is cancelled.</translation>
    </message>
    <message>
        <source>Din tid er givet til en anden.</source>
        <translation>Your time was given to somebody else.</translation>
    </message>
    <message>
        <source>Der er prøvet for mange gange.</source>
        <translation>Too many tries.</translation>
    </message>
    <message>
        <source>Dit nummer er ikke i køen mere.</source>
        <translation>Your number is no longer in the line.</translation>
    </message>
    <message>
        <source>Huset svarer ikke lige nu.</source>
        <translation>The house does not answer right now.</translation>
    </message>
    <message>
        <source>Det lykkedes ikke.</source>
        <translation>That did not work.</translation>
    </message>
    <message>
        <source>Ring %1. De hjælper dig.</source>
        <translation>Call %1. They will help you.</translation>
    </message>
    <message>
        <source>Skærmen åbner igen %1.</source>
        <translation>The screen opens again %1.</translation>
    </message>
    <message>
        <source>Vent, til den anden er færdig.</source>
        <translation>Wait until the other person is done.</translation>
    </message>
    <message>
        <source>Skærmen prøver selv igen.</source>
        <translation>The screen tries again by itself.</translation>
    </message>
    <message>
        <source>Se efter, om du har skrevet rigtigt.</source>
        <translation>Check what you typed.</translation>
    </message>
    <message>
        <source>Den var %1.</source>
        <translation>It was %1.</translation>
    </message>
    <message>
        <source>Den er %1. Kom igen den dag.</source>
        <translation>It is %1. Come back that day.</translation>
    </message>
    <message>
        <source>Den er her på biblioteket. Spørg personalet.</source>
        <translation>It is here in the library. Ask the staff.</translation>
    </message>
    <message>
        <source>Den er i %1.</source>
        <translation>It is at %1.</translation>
    </message>
    <message>
        <source>Den er på %1.</source>
        <translation>It is at %1.</translation>
    </message>
    <message>
        <source>Kom til %1.</source>
        <translation>Come to %1.</translation>
    </message>
    <message>
        <source>Du er i køen. Sæt dig, hvor du meldte dig.</source>
        <translation>You are in the line. Sit down where you checked in.</translation>
    </message>
    <message>
        <source>Du kan tale med %1 uden tid.</source>
        <translation>You can talk to %1 without an appointment.</translation>
    </message>
    <message>
        <source>Vent et minut, og prøv igen.</source>
        <translation>Wait a minute and try again.</translation>
    </message>
    <message>
        <source>Gå til start, og tag et nyt nummer.</source>
        <translation>Go to the start and take a new number.</translation>
    </message>
    <message>
        <source>Prøv igen om lidt. Du får kun ét nummer.</source>
        <translation>Try again soon. You will get one number only.</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Større tekst</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>Kontrast</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>Hjælp</source>
        <translation>Help</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Hjælp</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Ring %1.</source>
        <translation>Call %1.</translation>
    </message>
    <message>
        <source>Personalet har også fået besked herfra.</source>
        <translation>The staff have also been told from here.</translation>
    </message>
    <message>
        <source>Vi kan ikke nå personalet herfra lige nu.</source>
        <translation>We cannot reach the staff from here right now.</translation>
    </message>
    <message>
        <source>Vi giver personalet besked …</source>
        <translation>We are telling the staff …</translation>
    </message>
    <message>
        <source>Tilbage</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>InHouseCard</name>
    <message>
        <source>Mød op i %1.</source>
        <translation>Come to %1 for this.</translation>
    </message>
    <message>
        <source>Næste ledige tid er %1.</source>
        <translation>The next free time is %1.</translation>
    </message>
    <message>
        <source>Ring %1.</source>
        <translation>Call %1.</translation>
    </message>
</context>
<context>
    <name>LeaveButtons</name>
    <message>
        <source>Ja, gå ud af køen</source>
        <translation>Yes, leave the line</translation>
    </message>
    <message>
        <source>Nej, bliv i køen</source>
        <translation>No, stay in the line</translation>
    </message>
</context>
<context>
    <name>MissedPage</name>
    <message>
        <source>Vi kaldte %1.</source>
        <translation>We called %1.</translation>
    </message>
    <message>
        <source>Ingen svarede.</source>
        <translation>Nobody answered.</translation>
    </message>
    <message>
        <source>Linjen er afbrudt.</source>
        <translation>The line is broken.</translation>
    </message>
    <message>
        <source>Er du her? Så kommer du tilbage i køen.</source>
        <translation>Are you here? Then you come back into the line.</translation>
    </message>
    <message>
        <source>Ja, jeg er her</source>
        <translation>Yes, I am here</translation>
    </message>
    <message>
        <source>Gå ud af køen</source>
        <translation>Leave the line</translation>
    </message>
</context>
<context>
    <name>Office</name>
    <message>
        <source>åben til %1</source>
        <translation>open until %1</translation>
    </message>
    <message>
        <source>åbner %1</source>
        <translation>opens %1</translation>
    </message>
    <message>
        <source>lukket</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>%1 i %2</source>
        <extracomment>%1 a service, %2 the town of the house: &quot;Borgerservice i Næstved&quot;.</extracomment>
        <translation>%1 in %2</translation>
    </message>
</context>
<context>
    <name>PlainPage</name>
    <message>
        <source>Skærmen åbner igen %1.</source>
        <translation>The screen opens again %1.</translation>
    </message>
    <message>
        <source>Et øjeblik.</source>
        <translation>One moment.</translation>
    </message>
    <message>
        <source>Vi kan ikke nå %1 lige nu.</source>
        <translation>We cannot reach %1 right now.</translation>
    </message>
    <message>
        <source>Denne skærm er ikke i brug.</source>
        <translation>This screen is not in use.</translation>
    </message>
    <message>
        <source>Vi venter på svar fra huset. Du skal ikke trykke igen.</source>
        <translation>We are waiting for the house. You need not press again.</translation>
    </message>
    <message>
        <source>Skærmen prøver selv igen.</source>
        <translation>The screen tries again by itself.</translation>
    </message>
    <message>
        <source>En anden skærm er her i stedet.</source>
        <translation>Another screen is here instead.</translation>
    </message>
</context>
<context>
    <name>SorryPage</name>
    <message>
        <source>Prøv igen</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Tilbage til start</source>
        <translation>Back to start</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Hvad kan vi hjælpe med?</source>
        <translation>How can we help?</translation>
    </message>
    <message>
        <source>Her taler du med %1 over skærmen.</source>
        <translation>Here you talk to %1 by screen.</translation>
    </message>
    <message>
        <source>Et øjeblik …</source>
        <translation>One moment …</translation>
    </message>
    <message>
        <source>Tal med %1</source>
        <translation>Talk to %1</translation>
    </message>
    <message>
        <source>Jeg har en tid</source>
        <translation>I have a booking</translation>
    </message>
</context>
<context>
    <name>StationPage</name>
    <message>
        <source>Ring %1.</source>
        <translation>Call %1.</translation>
    </message>
</context>
<context>
    <name>TalkBar</name>
    <message>
        <source>Ja, afslut</source>
        <translation>Yes, end it</translation>
    </message>
    <message>
        <source>Afslut</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Nej, bliv</source>
        <translation>No, stay</translation>
    </message>
    <message>
        <source>Hjælp</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Linjen er afbrudt. Vi prøver igen.</source>
        <translation>The line is broken. We are trying again.</translation>
    </message>
    <message>
        <source>Personalet har fået besked.</source>
        <translation>The staff have been told.</translation>
    </message>
</context>
<context>
    <name>TalkPage</name>
    <message>
        <source>Vil du afslutte samtalen?</source>
        <translation>Do you want to end the conversation?</translation>
    </message>
    <message>
        <source>Samtalen er afbrudt.</source>
        <translation>The conversation is interrupted.</translation>
    </message>
    <message>
        <source>Vi prøver igen.</source>
        <translation>We are trying again.</translation>
    </message>
    <message>
        <source>Billedet kan ikke åbne.</source>
        <translation>The picture cannot open.</translation>
    </message>
    <message>
        <source>Samtalen åbner.</source>
        <translation>The conversation is opening.</translation>
    </message>
    <message>
        <source>%1 er klar.</source>
        <translation>%1 is ready.</translation>
    </message>
    <message>
        <source>Du taler med %1.</source>
        <translation>You are talking to %1.</translation>
    </message>
    <message>
        <source>Du er stadig i samtale med %1.</source>
        <translation>You are still in conversation with %1.</translation>
    </message>
    <message>
        <source>Medarbejderen ved det.</source>
        <translation>The officer knows.</translation>
    </message>
    <message>
        <source>%1 venter på dig.</source>
        <translation>%1 is waiting for you.</translation>
    </message>
    <message>
        <source>Bliv siddende. Du får hjælp nu.</source>
        <translation>Stay seated. You will be helped now.</translation>
    </message>
    <message>
        <source>Ja, afslut</source>
        <translation>Yes, end it</translation>
    </message>
    <message>
        <source>Nej, bliv</source>
        <translation>No, stay</translation>
    </message>
    <message>
        <source>Prøv igen</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Afslut</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Hjælp</source>
        <translation>Help</translation>
    </message>
</context>
<context>
    <name>ThanksPage</name>
    <message>
        <source>Tak for samtalen.</source>
        <translation>Thank you for talking to us.</translation>
    </message>
    <message>
        <source>Dit nummer gælder ikke mere.</source>
        <translation>Your number is no longer valid.</translation>
    </message>
    <message>
        <source>Du er ude af køen.</source>
        <translation>You have left the line.</translation>
    </message>
    <message>
        <source>Skærmen rydder sig selv. Hav en god dag.</source>
        <translation>The screen clears itself. Have a nice day.</translation>
    </message>
    <message>
        <source>Du har stadig din tid. Meld dig igen, når du er klar.</source>
        <translation>You still have your appointment. Check in again when you are ready.</translation>
    </message>
    <message>
        <source>Gå til start, og tag et nyt nummer.</source>
        <translation>Go to the start and take a new number.</translation>
    </message>
    <message>
        <source>Du kan altid tage et nyt nummer.</source>
        <translation>You can take a new number at any time.</translation>
    </message>
    <message>
        <source>Til start</source>
        <translation>To the start</translation>
    </message>
</context>
<context>
    <name>WaitingPage</name>
    <message>
        <source>Du er nummer %1.</source>
        <translation>You are number %1.</translation>
    </message>
    <message>
        <source>Du er sat til side et øjeblik.</source>
        <translation>You are set aside for a moment.</translation>
    </message>
    <message>
        <source>Du er den næste.</source>
        <translation>You are next.</translation>
    </message>
    <message numerus="yes">
        <source>Der er %n før dig.</source>
        <translation>
            <numerusform>%n is before you.</numerusform>
            <numerusform>%n are before you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Du beholder din plads i %n minutter.</source>
        <translation>
            <numerusform>You keep your place for %n minute.</numerusform>
            <numerusform>You keep your place for %n minutes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Bliv siddende. Skærmen prøver selv igen.</source>
        <translation>Stay seated. The screen tries again by itself.</translation>
    </message>
    <message>
        <source>Bliv siddende. Vi kalder dig igen.</source>
        <translation>Stay seated. We will call you again.</translation>
    </message>
    <message>
        <source>Din tid er kl. %1.</source>
        <translation>Your appointment is at %1.</translation>
    </message>
    <message>
        <source>Der er ingen ved %1 lige nu.</source>
        <translation>Nobody is at %1 right now.</translation>
    </message>
    <message>
        <source>Du er meldt klar. Bliv siddende.</source>
        <translation>We know that you are ready. Stay seated.</translation>
    </message>
    <message>
        <source>Vi lukker måske, før det er din tur.</source>
        <translation>We may close before it is your turn.</translation>
    </message>
    <message>
        <source>Bliv siddende ved skærmen.</source>
        <translation>Stay at the screen.</translation>
    </message>
    <message>
        <source>%1 åbner samtalen, når det er din tur.</source>
        <translation>%1 opens the conversation when it is your turn.</translation>
    </message>
    <message>
        <source>Vil du gå ud af køen?</source>
        <translation>Do you want to leave the line?</translation>
    </message>
    <message>
        <source>Linjen er afbrudt.</source>
        <translation>The line is broken.</translation>
    </message>
    <message>
        <source>Så mister du din plads.</source>
        <translation>You will lose your place.</translation>
    </message>
    <message>
        <source>Klar til samtale</source>
        <translation>Ready to talk</translation>
    </message>
    <message>
        <source>Gå ud af køen</source>
        <translation>Leave the line</translation>
    </message>
</context>
</TS>
