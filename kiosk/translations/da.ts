<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="da" sourcelanguage="da">
<context>
    <name>ServiceCard</name>
    <message numerus="yes">
        <source>%n venter</source>
        <translation>
            <numerusform>%n venter</numerusform>
            <numerusform>%n venter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message numerus="yes">
        <source>Skærmen skifter om %n sekunder. Tryk for at blive.</source>
        <translation>
            <numerusform>Skærmen skifter om %n sekund. Tryk for at blive.</numerusform>
            <numerusform>Skærmen skifter om %n sekunder. Tryk for at blive.</numerusform>
        </translation>
    </message>
</context>
</TS>
