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
        <source>Meld din ankomst med kode eller QR</source>
        <translation>Check in with your code or QR</translation>
    </message>
    <message>
        <source>Meld din ankomst med din kode</source>
        <translation>Check in with your code</translation>
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
    <name>CheckInPage</name>
    <message>
        <source>Hvornår har du fødselsdag?</source>
        <translation>When is your birthday?</translation>
    </message>
    <message>
        <source>Hvornår er din tid i dag?</source>
        <translation>What time is your appointment?</translation>
    </message>
    <message>
        <source>Skriv din kode.</source>
        <translation>Type your code.</translation>
    </message>
    <message>
        <source>Skriv din kode,</source>
        <translation>Type your code,</translation>
    </message>
    <message>
        <source>eller scan den.</source>
        <translation>or scan it.</translation>
    </message>
    <message>
        <source>Den dag findes ikke. Slet, og skriv igen.</source>
        <translation>There is no such day. Delete, and type again.</translation>
    </message>
    <message>
        <source>Det klokkeslæt findes ikke. Slet, og skriv igen.</source>
        <translation>There is no such time. Delete, and type again.</translation>
    </message>
    <message>
        <source>Skriv dag og måned. Den 5. marts skrives 05&#xa0;03.</source>
        <translation>Type day and month. 5 March is 05&#xa0;03.</translation>
    </message>
    <message>
        <source>Skriv klokkeslættet. Kl.&#xa0;9.30 skrives 09&#xa0;30.</source>
        <translation>Type the time. 9.30 is 09&#xa0;30, 1.15 pm is 13&#xa0;15.</translation>
    </message>
    <message>
        <source>Koden står i din bekræftelse. Den har seks tegn.</source>
        <translation>The code is in your confirmation. It has six characters.</translation>
    </message>
    <message>
        <source>Meld ankomst</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>Hold din QR-kode hen til læseren</source>
        <translation>Hold your QR code up to the scanner</translation>
    </message>
    <message>
        <source>Jeg har ingen kode: find min tid</source>
        <translation>I have no code: find my appointment</translation>
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
        <source>Fortsæt</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Et øjeblik …</source>
        <translation>One moment …</translation>
    </message>
</context>
<context>
    <name>ChoosePage</name>
    <message>
        <source>Der er ingen ledige tider lige nu.</source>
        <translation>There are no free times right now.</translation>
    </message>
    <message>
        <source>Hvilken dag passer dig?</source>
        <translation>Which day suits you?</translation>
    </message>
    <message>
        <source>Hvornår vil du komme?</source>
        <translation>When do you want to come?</translation>
    </message>
    <message>
        <source>Hvad vil du bestille tid til?</source>
        <translation>What is your appointment for?</translation>
    </message>
    <message>
        <source>Den tid blev taget lige nu. Vælg en anden.</source>
        <translation>That time has just been taken. Choose another one.</translation>
    </message>
    <message>
        <source>Der gik for lang tid. Vælg din tid igen.</source>
        <translation>It took too long. Choose your time again.</translation>
    </message>
    <message>
        <source>Den dag er der ikke flere tider. Vælg en anden dag.</source>
        <translation>There are no more times on that day. Choose another day.</translation>
    </message>
    <message>
        <source>Personalet i skranken hjælper dig.</source>
        <translation>The staff at the desk will help you.</translation>
    </message>
    <message>
        <source>Bestil tid</source>
        <translation>Book an appointment</translation>
    </message>
    <message>
        <source>Tilbage</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Et øjeblik …</source>
        <translation>One moment …</translation>
    </message>
    <message>
        <source>Flere dage</source>
        <translation>More days</translation>
    </message>
    <message>
        <source>Flere tider</source>
        <translation>More times</translation>
    </message>
    <message>
        <source>Vis flere</source>
        <translation>Show more</translation>
    </message>
</context>
<context>
    <name>ChosenPage</name>
    <message>
        <source>Din tid er bestilt.</source>
        <translation>Your appointment is booked.</translation>
    </message>
    <message>
        <source>Passer det?</source>
        <translation>Is this right?</translation>
    </message>
    <message>
        <source>kl. %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>din kode, når du kommer</source>
        <translation>your code when you arrive</translation>
    </message>
    <message>
        <source>Vi kan ikke udskrive lige nu.</source>
        <translation>We cannot print right now.</translation>
    </message>
    <message>
        <source>Husk din kode, eller tag et billede af skærmen.</source>
        <translation>Remember your code, or take a photo of the screen.</translation>
    </message>
    <message>
        <source>Tag din bekræftelse her under.</source>
        <translation>Take your confirmation below.</translation>
    </message>
    <message>
        <source>Din bekræftelse udskrives.</source>
        <translation>Your confirmation is being printed.</translation>
    </message>
    <message>
        <source>Det skal du have med:</source>
        <translation>Please have with you:</translation>
    </message>
    <message>
        <source>Sted: %1</source>
        <translation>Place: %1</translation>
    </message>
    <message>
        <source>Fortryd</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Vælg en anden</source>
        <translation>Choose another</translation>
    </message>
    <message>
        <source>Et øjeblik …</source>
        <translation>One moment …</translation>
    </message>
    <message>
        <source>Færdig</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Ja, bestil</source>
        <translation>Yes, book it</translation>
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
        <source>Du kan bestille en tid her, eller spørge personalet i skranken.</source>
        <translation>You can book an appointment here, or ask the staff at the desk.</translation>
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
        <source>Alle er optaget lige nu.</source>
        <translation>Everybody is busy right now.</translation>
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
        <translation>Your appointment is at another place.</translation>
    </message>
    <message>
        <source>Din tid er ved en anden skærm.</source>
        <translation>Your appointment is at another screen.</translation>
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
        <translation>There were too many tries.</translation>
    </message>
    <message>
        <source>Din ankomst er fortrudt.</source>
        <translation>Your check-in was undone.</translation>
    </message>
    <message>
        <source>Din tid er afbestilt.</source>
        <translation>Your appointment has been cancelled.</translation>
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
        <source>Næste ledige tid er %1.</source>
        <translation>The next free time is %1.</translation>
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
        <source>Se efter, om du har skrevet rigtigt.</source>
        <translation>Please see whether you typed it right.</translation>
    </message>
    <message>
        <source>Den var %1.</source>
        <translation>It was %1.</translation>
    </message>
    <message>
        <source>Personalet i skranken finder en ny tid til dig.</source>
        <translation>The staff at the desk will find you a new time.</translation>
    </message>
    <message>
        <source>Den er %1. Kom igen den dag.</source>
        <translation>It is %1. Please come back then.</translation>
    </message>
    <message>
        <source>Sæt dig ved den anden skærm her på biblioteket. Meld din ankomst der.</source>
        <translation>Sit down at the other screen here in the library. Check in there.</translation>
    </message>
    <message>
        <source>Den er på %1.</source>
        <translation>It is at %1.</translation>
    </message>
    <message>
        <source>Den er i %1.</source>
        <translation>It is at %1.</translation>
    </message>
    <message>
        <source>Det er dit nummer. Hold øje med skærmen i hallen.</source>
        <translation>This is your number. Watch the screen in the hall.</translation>
    </message>
    <message>
        <source>Har du mistet din billet? Gå hen til skranken.</source>
        <translation>Have you lost your ticket? Please go to the desk.</translation>
    </message>
    <message>
        <source>Vent et minut, og prøv igen.</source>
        <translation>Wait a minute, and try again.</translation>
    </message>
    <message>
        <source>Du kan også gå hen til skranken.</source>
        <translation>You can also go to the desk.</translation>
    </message>
    <message>
        <source>Du har stadig din tid %1.</source>
        <translation>You still have your appointment %1.</translation>
    </message>
    <message>
        <source>Din billet gælder ikke mere. Meld ankomst igen, når du er klar.</source>
        <translation>Your ticket is no longer valid. Check in again when you are ready.</translation>
    </message>
    <message>
        <source>Du kan altid bestille en ny tid.</source>
        <translation>You can book a new one at any time.</translation>
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
        <source>Prøv igen om lidt. Det tæller kun én gang, også hvis du prøver flere gange.</source>
        <translation>Try again in a moment. It counts only once, even if you try several times.</translation>
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
        <source>Tryk på skærmen, eller scan din kode.</source>
        <translation>Touch the screen, or scan your code.</translation>
    </message>
    <message>
        <source>Tryk på skærmen.</source>
        <translation>Touch the screen.</translation>
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
        <source>Ledig %1</source>
        <translation>Free %1</translation>
    </message>
    <message>
        <source>Næste ledige: %1</source>
        <translation>Next free: %1</translation>
    </message>
    <message>
        <source>Tryk, og bestil en tid</source>
        <translation>Touch to book an appointment</translation>
    </message>
    <message>
        <source>Åbent til kl. %1</source>
        <translation>Open until %1</translation>
    </message>
    <message>
        <source>Ventetid ukendt</source>
        <translation>Waiting time unknown</translation>
    </message>
    <message>
        <source>Ledig nu i %1 min</source>
        <translation>Free now for %1 min</translation>
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
        <source>Bestil en tid</source>
        <translation>Book an appointment</translation>
    </message>
    <message>
        <source>Et øjeblik …</source>
        <translation>One moment …</translation>
    </message>
    <message>
        <source>Tilbage til start</source>
        <translation>Back to start</translation>
    </message>
</context>
<context>
    <name>TicketChoices</name>
    <message>
        <source>Jeg har brug for hjælp</source>
        <translation>I need help</translation>
    </message>
    <message>
        <source>Udskriv igen</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Bestil en tid</source>
        <translation>Book a time</translation>
    </message>
    <message>
        <source>Et øjeblik …</source>
        <translation>One moment …</translation>
    </message>
    <message>
        <source>Fortryd</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Færdig</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message>
        <source>Dit nummer er</source>
        <translation>Your number is</translation>
    </message>
    <message>
        <source>Du er i køen. Husk dit nummer, eller tag et billede af skærmen.</source>
        <translation>You are in the queue. Remember your number, or take a picture of the screen.</translation>
    </message>
    <message>
        <source>kl. %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>din tid</source>
        <translation>your time</translation>
    </message>
    <message>
        <source>Din tid: kl. %1</source>
        <translation>Your time: %1</translation>
    </message>
    <message>
        <source>Det skal du have med:</source>
        <translation>Please have with you:</translation>
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
</context>
<context>
    <name>TicketWords</name>
    <message>
        <source>Du er tidligt ude. Vi kalder dig, når det er din tid.</source>
        <translation>You are early. We will call you when it is your time.</translation>
    </message>
    <message>
        <source>Du er lidt forsinket, men du beholder din tid.</source>
        <translation>You are a little late, but you keep your time.</translation>
    </message>
    <message>
        <source>Din tid er gået. Du er nu i køen og bliver kaldt.</source>
        <translation>Your time has passed. You are in the queue now and will be called.</translation>
    </message>
    <message>
        <source>Velkommen. Vi kalder dig om lidt.</source>
        <translation>Welcome. We will call you soon.</translation>
    </message>
    <message>
        <source>Bibliotekaren er tilkaldt.</source>
        <translation>The librarian has been called.</translation>
    </message>
    <message>
        <source>Bibliotekaren er på vej, ca. %1 min.</source>
        <translation>The librarian is on the way, about %1 min.</translation>
    </message>
    <message>
        <source>Bibliotekaren er på vej.</source>
        <translation>The librarian is on the way.</translation>
    </message>
    <message>
        <source>Vent venligst. Vi ringer efter bibliotekaren.</source>
        <translation>Please wait. We are phoning the librarian.</translation>
    </message>
    <message>
        <source>Bibliotekaren kan ikke komme nu.</source>
        <translation>The librarian cannot come now.</translation>
    </message>
    <message>
        <source>Du kan bestille en tid.</source>
        <translation>You can book an appointment.</translation>
    </message>
    <message>
        <source>Gå hen til skranken, og få en tid.</source>
        <translation>Go to the desk to get an appointment.</translation>
    </message>
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
</context>
</TS>
