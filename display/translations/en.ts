<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="da">
<context>
    <name>CallArea</name>
    <message>
        <source>Betjeningen er lukket</source>
        <translation>The desks are closed</translation>
    </message>
    <message>
        <source>Velkommen</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>Vi åbner igen %1.</source>
        <translation>We open again %1.</translation>
    </message>
    <message>
        <source>Når det er din tur, står dit nummer her.</source>
        <translation>When it is your turn, your number is shown here.</translation>
    </message>
</context>
<context>
    <name>HoursCard</name>
    <message>
        <source>Åbningstider</source>
        <translation>Opening hours</translation>
    </message>
    <message>
        <source>spørg personalet</source>
        <translation>ask the staff</translation>
    </message>
    <message>
        <source>kun med tid, til kl. %1</source>
        <translation>by appointment, until %1</translation>
    </message>
    <message>
        <source>åbent til kl. %1</source>
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
</context>
<context>
    <name>SilenceBanner</name>
    <message>
        <source>Skærmen opdateres ikke lige nu.</source>
        <translation>This screen is not being updated right now.</translation>
    </message>
    <message>
        <source>Lyt efter dit nummer, eller spørg personalet.</source>
        <translation>Listen for your number, or ask the staff.</translation>
    </message>
</context>
<context>
    <name>SummonsList</name>
    <message>
        <source>Vi er på vej, ca. %1 min.</source>
        <translation>We are on our way, about %1 min.</translation>
    </message>
    <message>
        <source>Vi er på vej.</source>
        <translation>We are on our way.</translation>
    </message>
    <message>
        <source>Få en tid i skranken.</source>
        <translation>Get an appointment at the desk.</translation>
    </message>
    <message>
        <source>Vi kalder på en medarbejder.</source>
        <translation>We are calling a member of staff.</translation>
    </message>
</context>
<context>
    <name>WaitList</name>
    <message>
        <source>Ventetid lige nu</source>
        <translation>Waiting time now</translation>
    </message>
    <message>
        <source>ledig nu</source>
        <translation>free now</translation>
    </message>
    <message>
        <source>optaget</source>
        <translation>busy</translation>
    </message>
    <message>
        <source>ikke flere</source>
        <translation>no more</translation>
    </message>
    <message>
        <source>ukendt</source>
        <translation>unknown</translation>
    </message>
</context>
</TS>
