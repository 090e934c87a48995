<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="da">
<context>
    <name>House</name>
    <message>
        <source>HH.mm</source>
        <extracomment>How a time of day is written; HH hours, mm minutes.</extracomment>
        <translation>HH.mm</translation>
    </message>
    <message>
        <source>dddd d. MMMM</source>
        <extracomment>How a date is written; dddd the weekday, d the day, MMMM the month.</extracomment>
        <translation>dddd d MMMM</translation>
    </message>
    <message>
        <source>kl. %1</source>
        <translation>at %1</translation>
    </message>
    <message>
        <source>i morgen kl. %1</source>
        <translation>tomorrow at %1</translation>
    </message>
    <message>
        <source>%1 kl. %2</source>
        <translation>%1 at %2</translation>
    </message>
    <message>
        <source>i dag %1</source>
        <translation>today %1</translation>
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
    <name>Words</name>
    <message>
        <source>nu</source>
        <translation>now</translation>
    </message>
    <message>
        <source>lukket</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>ukendt</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1–%2 min</source>
        <translation>%1–%2 min</translation>
    </message>
</context>
</TS>
