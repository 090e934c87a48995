<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="da" sourcelanguage="da">
<context>
    <name>WaitingPage</name>
    <message numerus="yes">
        <source>Der er %n før dig.</source>
        <translation>
            <numerusform>Der er %n før dig.</numerusform>
            <numerusform>Der er %n før dig.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Du beholder din plads i %n minutter.</source>
        <translation>
            <numerusform>Du beholder din plads i %n minut.</numerusform>
            <numerusform>Du beholder din plads i %n minutter.</numerusform>
        </translation>
    </message>
</context>
</TS>
