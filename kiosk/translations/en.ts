<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="da">
<context>
    <name>AppointmentCard</name>
    <message>
        <source>Jeg har en tid</source>
        <translation>I have an appointment</translation>
    </message>
    <message>
        <source>Se, hvor du skal gå hen</source>
        <translation>See where to go</translation>
    </message>
</context>
<context>
    <name>AppointmentPage</name>
    <message>
        <source>Jeg har en tid</source>
        <translation>I have an appointment</translation>
    </message>
    <message>
        <source>Gå hen til skranken.</source>
        <translation>Please go to the desk.</translation>
    </message>
    <message>
        <source>Sig til personalet, at du har en tid. De tager imod dig.</source>
        <translation>Tell the staff that you have an appointment. They will welcome you.</translation>
    </message>
    <message>
        <source>Har du en billet fra i dag? Hold koden på billetten hen til scanneren.</source>
        <translation>Do you have a ticket from today? Hold its code up to the scanner.</translation>
    </message>
    <message>
        <source>Tilbage</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>AskingPage</name>
    <message>
        <source>Et øjeblik.</source>
        <translation>One moment.</translation>
    </message>
    <message>
        <source>Vi venter på svar fra huset. Du skal ikke trykke igen.</source>
        <translation>We are waiting for an answer. You do not need to press again.</translation>
    </message>
    <message>
        <source>Jeg har brug for hjælp</source>
        <translation>I need help</translation>
    </message>
</context>
<context>
    <name>Comforts</name>
    <message>
        <source>Større tekst</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>Kontrast</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>Lav højde</source>
        <translation>Low height</translation>
    </message>
    <message>
        <source>Hjælp</source>
        <translation>Help</translation>
    </message>
</context>
<context>
    <name>Excuses</name>
    <message>
        <source>Personalet i skranken hjælper dig.</source>
        <translation>The staff at the desk will help you.</translation>
    </message>
    <message>
        <source>%1 har lukket nu.</source>
        <translation>%1 is closed now.</translation>
    </message>
    <message>
        <source>%1 kan ikke nå flere i dag.</source>
        <translation>%1 cannot take any more today.</translation>
    </message>
    <message>
        <source>Der er ingen ved %1 lige nu.</source>
        <translation>There is nobody at %1 right now.</translation>
    </message>
    <message>
        <source>%1 er kun med tidsbestilling.</source>
        <translation>%1 is by appointment only.</translation>
    </message>
    <message>
        <source>%1 foregår på dit lokale bibliotek.</source>
        <translation>%1 takes place at your local library.</translation>
    </message>
    <message>
        <source>Der er ikke flere numre i dag.</source>
        <translation>There are no more numbers today.</translation>
    </message>
    <message>
        <source>Vi kender ikke den kode.</source>
        <translation>We do not know that code.</translation>
    </message>
    <message>
        <source>Koden kan ikke bruges her.</source>
        <translation>The code cannot be used here.</translation>
    </message>
    <message>
        <source>Vi kan ikke finde din billet.</source>
        <translation>We cannot find your ticket.</translation>
    </message>
    <message>
        <source>Dit nummer er ikke i køen mere.</source>
        <translation>Your number is no longer in the queue.</translation>
    </message>
    <message>
        <source>Din billet er brugt for mange gange.</source>
        <translation>Your ticket has been used too many times.</translation>
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
        <source>Der åbner igen %1.</source>
        <translation>It opens again %1.</translation>
    </message>
    <message>
        <source>Gå hen til skranken. Personalet hjælper dig med at bestille en tid.</source>
        <translation>Please go to the desk. The staff will help you book a time.</translation>
    </message>
    <message>
        <source>Koden skal være fra en billet fra i dag. Prøv igen, eller tag et nyt nummer.</source>
        <translation>The code must be from a ticket of today. Try again, or take a new number.</translation>
    </message>
    <message>
        <source>Scan koden på din billet.</source>
        <translation>Scan the code on your ticket.</translation>
    </message>
    <message>
        <source>Måske er du kaldt. Se på skærmen i hallen, eller spørg personalet i skranken.</source>
        <translation>You may have been called. Look at the screen in the hall, or ask the staff at the desk.</translation>
    </message>
    <message>
        <source>Tag et nyt nummer, eller spørg personalet i skranken.</source>
        <translation>Take a new number, or ask the staff at the desk.</translation>
    </message>
    <message>
        <source>Prøv igen om lidt. Du får kun ét nummer, også hvis du prøver flere gange.</source>
        <translation>Try again in a moment. You will get only one number, even if you try several times.</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Hjælp</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Personalet har fået besked.</source>
        <translation>The staff have been told.</translation>
    </message>
    <message>
        <source>Vi kan ikke kalde personalet herfra.</source>
        <translation>We cannot call the staff from here.</translation>
    </message>
    <message>
        <source>Vi kalder på personalet …</source>
        <translation>We are calling the staff …</translation>
    </message>
    <message>
        <source>Bliv her, så kommer der en og hjælper dig. Du kan også gå hen til skranken.</source>
        <translation>Stay here, and somebody will come and help you. You can also go to the desk.</translation>
    </message>
    <message>
        <source>Gå hen til skranken. Der får du hjælp.</source>
        <translation>Please go to the desk. You will get help there.</translation>
    </message>
    <message>
        <source>Tilbage</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Hvad kan vi hjælpe med?</source>
        <translation>How can we help?</translation>
    </message>
    <message>
        <source>Velkommen.</source>
        <translation>Welcome.</translation>
    </message>
    <message>
        <source>Tryk på skærmen, eller scan koden på din billet.</source>
        <translation>Touch the screen, or scan the code on your ticket.</translation>
    </message>
    <message>
        <source>Kiosken har ikke forbindelse lige nu.</source>
        <translation>This kiosk has no connection right now.</translation>
    </message>
    <message>
        <source>Gå hen til personalet i skranken. De hjælper dig.</source>
        <translation>Please go to the staff at the desk. They will help you.</translation>
    </message>
    <message>
        <source>Jeg har ikke en tid</source>
        <translation>I do not have an appointment</translation>
    </message>
</context>
<context>
    <name>ServiceCard</name>
    <message>
        <source>Et øjeblik …</source>
        <translation>One moment …</translation>
    </message>
    <message>
        <source>Kendes ikke lige nu</source>
        <translation>Not known right now</translation>
    </message>
    <message>
        <source>Kun med tidsbestilling</source>
        <translation>By appointment only</translation>
    </message>
    <message>
        <source>Lukket</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Åbner %1</source>
        <translation>Opens %1</translation>
    </message>
    <message>
        <source>Lukket. Åbner %1</source>
        <translation>Closed. Opens %1</translation>
    </message>
    <message>
        <source>Ingen ved skranken</source>
        <translation>Nobody at the desk</translation>
    </message>
    <message>
        <source>Ikke flere i dag</source>
        <translation>No more today</translation>
    </message>
    <message>
        <source>Ingen ved skranken lige nu</source>
        <translation>Nobody at the desk right now</translation>
    </message>
    <message>
        <source>Ikke flere i dag. Åbner %1</source>
        <translation>No more today. Opens %1</translation>
    </message>
    <message>
        <source>Ledig nu</source>
        <translation>Free now</translation>
    </message>
    <message>
        <source>ca. %1</source>
        <translation>about %1</translation>
    </message>
    <message>
        <source>Åbent til kl. %1</source>
        <translation>Open until %1</translation>
    </message>
    <message>
        <source>Ventetid ukendt</source>
        <translation>Waiting time unknown</translation>
    </message>
    <message numerus="yes">
        <source>%n venter</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
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
    <name>StillThere</name>
    <message>
        <source>Er du her stadig?</source>
        <translation>Are you still here?</translation>
    </message>
    <message numerus="yes">
        <source>Skærmen går til start om %n sekunder.</source>
        <translation>
            <numerusform>The screen returns to start in %n second.</numerusform>
            <numerusform>The screen returns to start in %n seconds.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ja, giv mig mere tid</source>
        <translation>Yes, give me more time</translation>
    </message>
    <message>
        <source>Nej, gå til start</source>
        <translation>No, go to start</translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message>
        <source>Din billet kom måske ikke ud.</source>
        <translation>Your ticket may not have come out.</translation>
    </message>
    <message>
        <source>Printeren mangler papir.</source>
        <translation>The printer is out of paper.</translation>
    </message>
    <message>
        <source>Printeren er åben.</source>
        <translation>The printer is open.</translation>
    </message>
    <message>
        <source>Printeren virker ikke lige nu.</source>
        <translation>The printer does not work right now.</translation>
    </message>
    <message>
        <source>Dit nummer er</source>
        <translation>Your number is</translation>
    </message>
    <message>
        <source>Du er i køen. Husk dit nummer, eller tag et billede af skærmen.</source>
        <translation>You are in the queue. Remember your number, or take a picture of the screen.</translation>
    </message>
    <message>
        <source>Ingen</source>
        <translation>None</translation>
    </message>
    <message>
        <source>før dig i køen</source>
        <translation>ahead of you</translation>
    </message>
    <message>
        <source>Ukendt</source>
        <translation>Unknown</translation>
    </message>
    <message>
        <source>forventet ventetid</source>
        <translation>expected wait</translation>
    </message>
    <message>
        <source>ventetid</source>
        <translation>waiting time</translation>
    </message>
    <message>
        <source>Tag din billet her under.</source>
        <translation>Take your ticket below.</translation>
    </message>
    <message>
        <source>Du er i køen. Behold din billet.</source>
        <translation>You are in the queue. Keep your ticket.</translation>
    </message>
    <message>
        <source>Din billet udskrives. Tag den her under.</source>
        <translation>Your ticket is being printed. Take it below.</translation>
    </message>
    <message>
        <source>Vi lukker måske, før det er din tur. Spørg personalet om en tid.</source>
        <translation>We may close before it is your turn. Ask the staff for an appointment.</translation>
    </message>
    <message>
        <source>Hold øje med skærmen i hallen.</source>
        <translation>Watch the screen in the hall.</translation>
    </message>
    <message>
        <source>Vi har givet personalet besked.</source>
        <translation>We have told the staff.</translation>
    </message>
    <message>
        <source>Sted: %1</source>
        <translation>Place: %1</translation>
    </message>
    <message numerus="yes">
        <source>Skærmen skifter om %n sekunder. Tryk for at blive.</source>
        <translation>
            <numerusform>The screen changes in %n second. Touch to stay.</numerusform>
            <numerusform>The screen changes in %n seconds. Touch to stay.</numerusform>
        </translation>
    </message>
    <message>
        <source>Jeg har brug for hjælp</source>
        <translation>I need help</translation>
    </message>
    <message>
        <source>Udskriv igen</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Færdig</source>
        <translation>Done</translation>
    </message>
</context>
</TS>
