<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="da">
<context>
    <name>Aside</name>
    <message>
        <source>Forbundet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forbinder …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ingen forbindelse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linjen til %1 virker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vi åbner linjen til %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linjen til %1 er afbrudt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linjen bruges af en anden skærm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ca. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ingen ventetid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ukendt ventetid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forventet ventetid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samtalen optages ikke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samtalen optages ikke. Du kan altid gå ud af køen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lige nu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CalledPage</name>
    <message>
        <source>Det er din tur.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samtalen åbner nu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 er klar.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Åbn nu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClosedPage</name>
    <message>
        <source>%1 har lukket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Der er ingen ved %1 lige nu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 kan ikke nå flere i dag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skærmen åbner igen %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jeg har en tid</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>Skriv din kode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Koden står i din bekræftelse. Den har seks tegn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilbage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Et øjeblik …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fortsæt</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Excuses</name>
    <message>
        <source>%1 har lukket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 kan ikke nå flere i dag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Der er ingen ved %1 lige nu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Der er ikke flere numre i dag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Der er en ved denne skærm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linjen er afbrudt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vi kan ikke finde din tid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Din tid var en anden dag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Din tid er ikke i dag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Din tid er et andet sted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Det kan vi ikke klare over skærmen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du har allerede meldt din ankomst.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Din tid er aflyst.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Din tid er givet til en anden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Der er prøvet for mange gange.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dit nummer er ikke i køen mere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Huset svarer ikke lige nu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Det lykkedes ikke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring %1. De hjælper dig.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skærmen åbner igen %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vent, til den anden er færdig.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skærmen prøver selv igen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Se efter, om du har skrevet rigtigt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Den var %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Den er %1. Kom igen den dag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Den er i %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kom til %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du er i køen. Sæt dig, hvor du meldte dig.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du kan tale med %1 uden tid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vent et minut, og prøv igen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gå til start, og tag et nyt nummer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prøv igen om lidt. Du får kun ét nummer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Større tekst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kontrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hjælp</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Hjælp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Personalet har også fået besked herfra.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vi kan ikke nå personalet herfra lige nu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vi giver personalet besked …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilbage</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InHouseCard</name>
    <message>
        <source>Det skal du komme til %1 med.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Næste ledige tid er %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LeaveButtons</name>
    <message>
        <source>Ja, gå ud af køen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nej, bliv i køen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MissedPage</name>
    <message>
        <source>Vi kaldte %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ingen svarede.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linjen er afbrudt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Er du her? Så kommer du tilbage i køen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ja, jeg er her</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gå ud af køen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Office</name>
    <message>
        <source>åben til %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>åbner %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lukket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 i %2</source>
        <extracomment>%1 a service, %2 the town of the house: &quot;Borgerservice i Næstved&quot;.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlainPage</name>
    <message>
        <source>Skærmen åbner igen %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Et øjeblik.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vi kan ikke nå %1 lige nu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denne skærm er ikke i brug.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vi venter på svar fra huset. Du skal ikke trykke igen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skærmen prøver selv igen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>En anden skærm er her i stedet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SorryPage</name>
    <message>
        <source>Prøv igen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilbage til start</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Hvad kan vi hjælpe med?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Her taler du med %1 over skærmen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Et øjeblik …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tal med %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jeg har en tid</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StationPage</name>
    <message>
        <source>Ring %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TalkBar</name>
    <message>
        <source>Ja, afslut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Afslut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nej, bliv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hjælp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linjen er afbrudt. Vi prøver igen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Personalet har fået besked.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TalkPage</name>
    <message>
        <source>Vil du afslutte samtalen?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samtalen er afbrudt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vi prøver igen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Billedet kan ikke åbne.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samtalen åbner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 er klar.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du taler med %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du er stadig i samtale med %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medarbejderen ved det.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 venter på dig.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bliv siddende. Du får hjælp nu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ja, afslut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nej, bliv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prøv igen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Afslut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hjælp</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ThanksPage</name>
    <message>
        <source>Tak for samtalen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dit nummer gælder ikke mere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du er ude af køen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skærmen rydder sig selv. Hav en god dag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du har stadig din tid. Meld dig igen, når du er klar.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gå til start, og tag et nyt nummer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du kan altid tage et nyt nummer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Til start</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WaitingPage</name>
    <message>
        <source>Du er nummer %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du er sat til side et øjeblik.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du er den næste.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Der er %n før dig.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Du beholder din plads i %n minutter.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Bliv siddende. Skærmen prøver selv igen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bliv siddende. Vi kalder dig igen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Din tid er kl. %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du er meldt klar. Bliv siddende.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vi lukker måske, før det er din tur.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bliv siddende ved skærmen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 åbner samtalen, når det er din tur.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vil du gå ud af køen?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linjen er afbrudt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Så mister du din plads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Klar til samtale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gå ud af køen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
