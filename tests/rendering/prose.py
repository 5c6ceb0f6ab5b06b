"""Sample texts of real length for reports in tests: names, paragraphs, answers, tasks, pay. Not shipped."""

# ruff: noqa: E501 - prose stands as it is read
from __future__ import annotations

SCALES = {
    "ru": (
        ("stress_tolerance", "Устойчивость к стрессу"),
        ("patience", "Терпение"),
        ("communication", "Общение"),
        ("tech_interest", "Интерес к технике"),
    ),
    "en": (
        ("stress_tolerance", "Stress tolerance"),
        ("patience", "Patience"),
        ("communication", "Communication"),
        ("tech_interest", "Interest in technology"),
    ),
}

SCALE_TEXTS = {
    "ru": (
        "Что вы делаете, когда вопрос повторяют, объяснение затягивается, человек медлит или говорит с вами грубо.",
        (
            "Это не покорность и не умение молчать. Прервать грубость, обозначить границы, попросить о передышке — "
            "всё это с терпением прекрасно уживается."
        ),
        (
            "Судя по ответам, терпения вам обычно хватает, но к концу длинного дня или с четвёртым одинаковым вопросом "
            "может не остаться запаса. Готовые понятные инструкции и короткие паузы между обращениями берегут этот "
            "запас лучше, чем усилие воли."
        ),
    ),
    "en": (
        "What you do when a question comes again, an explanation drags on, a person is slow or speaks to you rudely.",
        (
            "This is not meekness or keeping quiet. Stopping abuse, setting a limit or asking for a break all go well "
            "with patience."
        ),
        (
            "Your answers suggest that patience is usually there, though late in a long day or at the fourth identical "
            "question the reserve may run low. Clear ready-made instructions and short pauses between contacts spare "
            "that reserve better than willpower."
        ),
    ),
}

SIGNS = {
    "ru": (
        ("respect", "Свысока смотрите на поддержку"),
        ("stopgap", "Видите в этой работе временную остановку"),
        ("people", "Вам интереснее машины, чем люди"),
        ("trends", "Отстаёте от перемен в технике"),
        ("business", "Не интересуетесь делом, которое поддерживаете"),
        ("stress", "Трудно переносите нагрузку"),
        ("recognition", "Ждёте признания и благодарности"),
        ("self_control", "Легко теряете терпение"),
        ("troubleshooting", "Теряетесь перед неисправностью"),
        ("contact", "Стесняетесь или избегаете разговора"),
    ),
    "en": (
        ("respect", "Looking down on support"),
        ("stopgap", "Seeing the job as a stopgap"),
        ("people", "Caring for machines more than people"),
        ("trends", "Falling behind in technology"),
        ("business", "No interest in the business supported"),
        ("stress", "Finding pressure hard to bear"),
        ("recognition", "Waiting for recognition and thanks"),
        ("self_control", "Losing patience easily"),
        ("troubleshooting", "Being at a loss before a fault"),
        ("contact", "Being shy of conversation"),
    ),
}

SIGN_TEXTS = {
    "ru": {
        "short": "Поддержка кажется работой для тех, кто не нашёл места получше.",
        "means": "Отношение слышно уже по голосу. Человек звонит с бедой, а ему отвечают так, будто он отвлёк от "
        "настоящего дела. В поддержке это замечают за минуту: и тот, кто звонит, и коллеги, и руководитель смены. "
        "Обычно за этим стоит не злость, а старая обида или чужая шутка о «первой линии». Если работу не уважать, "
        "каждый день в ней длится вдвое дольше.",
        "no_obstacle": "Если вам не нравится не поддержка, а то, как она устроена в знакомой вам компании, это не "
        "помеха. Такие люди часто и меняют её к лучшему: они видят, где клиента гоняют по кругу, и могут "
        "предложить, что убрать.",
        "why": (
            "В опросах клиентов тон разговора называют среди главных причин уйти к другому поставщику.",
            "Новые сотрудники, которые пришли «перекантоваться», увольняются в первые три месяца чаще остальных.",
        ),
        "actions": (
            (
                "Попросите знакомого из поддержки разрешить вам час послушать звонки и запишите три вещи, которых вы "
                "не ожидали."
            ),
            "Позвоните в две службы поддержки с настоящим вопросом и отметьте, что именно сделал тот, кто помог.",
            "Напишите себе на одной странице, чему эта работа научит вас за год, если делать её всерьёз.",
        ),
        "story": "Марина пришла на первую линию «до осени» и каждому другу объясняла, что это не всерьёз. На второй "
        "неделе позвонил врач: перед операцией не открывалась карта пациента. Она провела его по шагам за четыре "
        "минуты, и он сказал только: «Успели». Вечером она никому ничего не объясняла. К осени Марина учила новичков, "
        "а через год перешла в отдел, который разбирал сложные сбои.",
    },
    "en": {
        "short": "Support looks like work for people who found nothing better.",
        "means": "It can be heard in the voice. Somebody calls in trouble and is answered as if they had interrupted "
        "the real work. In support this is noticed within a minute, by the caller, by colleagues and by the shift "
        "lead. Mostly there is no malice behind it, but an old grudge or somebody’s joke about “first line”. When "
        "the work is not respected, every day of it lasts twice as long.",
        "no_obstacle": "If it is not support that you dislike but the way it is run in a company you know, this is no "
        "obstacle. Such people often change it for the better: they see where customers are sent in circles and can "
        "say what to take away.",
        "why": (
            "In customer surveys the tone of the conversation is among the main reasons to leave for another supplier.",
            "New staff who came “for the time being” leave within the first three months more often than others.",
        ),
        "actions": (
            (
                "Ask somebody in support to let you listen to calls for an hour, and write down three things you did not "
                "expect."
            ),
            "Call two support lines with a real question and note what exactly the helpful one did.",
            "Write on one page what this work would teach you in a year if you took it seriously.",
        ),
        "story": "Marina joined the first line “until autumn” and told every friend that it was not serious. In her "
        "second week a doctor called: a patient’s record would not open before surgery. She took him through the "
        "steps in four minutes and he only said: “In time.” That evening she explained nothing to anybody. By autumn "
        "Marina was teaching beginners, and a year later she moved to the team that takes apart the hard failures.",
    },
}

QUESTIONS = {
    "ru": (
        ("Повышаю голос, когда человек в третий раз делает ту же ошибку", "иногда"),
        ("Спокойно объясняю заново, если меня не поняли с первого раза", "часто"),
        ("Откладываю звонок незнакомому человеку до последней минуты", "почти всегда"),
        ("Считаю, что поддержкой занимаются те, кого не взяли в разработку", "скорее согласен"),
        ("Дочитываю длинное письмо до конца, прежде чем отвечать на первый вопрос", "редко"),
    ),
    "en": (
        ("I raise my voice when someone makes the same mistake a third time", "sometimes"),
        ("I calmly explain again when I was not understood the first time", "often"),
        ("I put off calling a stranger until the last minute", "almost always"),
        ("I think support is for those who were not taken into development", "rather agree"),
        ("I read a long message to its end before I answer its first question", "rarely"),
    ),
}

TASKS = {
    "ru": {
        "situation": "Вы отвечаете на звонки интернет-провайдера. Мужчина кричит в трубку: второй вечер нет интернета, "
        "а вчера обещали, что к утру всё заработает. В заявке видно: повреждён кабель, ремонт закончат завтра к "
        "полудню. Что вы скажете?",
        "replies": (
            (
                "«Простите, что обещание не сдержали. Кабель повреждён, ремонт закончат завтра к полудню, и я сам позвоню "
                "вам, когда связь появится»."
            ),
            (
                "«Да, на линии авария: повреждён кабель. Ремонт закончат завтра к полудню, раньше связи не будет. Ваш "
                "звонок я сейчас добавлю в заявку»."
            ),
            "«Понимаю вас. Давайте перезагрузим роутер, иногда помогает даже при авариях, а там посмотрим».",
            (
                "«Вчера была не моя смена, что вам тогда обещали, я не знаю. Давайте вы успокоитесь, и мы вместе "
                "разберёмся, что с вашей линией»."
            ),
        ),
        "why": "Всё честно, и срок назван: с этим человек может строить планы. Но о сорванном обещании ни слова, и он, "
        "скорее всего, повторит всё ещё раз, только громче.",
        "sequence": "В бухгалтерии не печатает принтер. Расставьте шаги в том порядке, в каком вы стали бы действовать.",
        "steps": (
            "Спросить, что именно происходит и когда печатало в последний раз",
            "Узнать, печатает ли с другого компьютера",
            "Посмотреть очередь печати и сообщения на принтере",
            "Проверить кабель и сеть",
            "Переустановить драйвер",
            "Записать причину и решение в заявку",
        ),
        "explanation": "Сначала узнают, что случилось, потом сужают круг: один компьютер или все. Переустановка стоит "
        "дорого и стирает следы, поэтому она идёт после простых проверок.",
        "choice": "После обновления у половины отдела перестала открываться почта. Что вы сделаете первым?",
    },
    "en": {
        "situation": "You take calls for an internet provider. A man is shouting: this is his second evening offline, and "
        "yesterday somebody promised it would work by morning. His ticket shows a damaged cable; the repair will be "
        "finished by noon tomorrow. What do you say?",
        "replies": (
            (
                "“I am sorry the promise was not kept. The cable is damaged and the repair ends by noon tomorrow; I will "
                "call you myself when you are back online.”"
            ),
            (
                "“Yes, there is a fault on the line: a damaged cable. The repair ends by noon tomorrow and there is no "
                "connection before that. I am adding your call to the ticket.”"
            ),
            "“I understand. Let us restart the router, it sometimes helps even in an outage, and then we will see.”",
            (
                "“I was not on shift yesterday, so I do not know what you were promised. Please calm down first, and then "
                "we can look at what is going on with your line.”"
            ),
        ),
        "why": "Honest, and it names a time the man can plan with. The broken promise goes unmentioned, though, so he "
        "will probably say it all again, only louder.",
        "sequence": "A printer in accounting does not print. Put the steps in the order in which you would take them.",
        "steps": (
            "Ask what exactly happens and when it last printed",
            "Find out whether another computer can print",
            "Look at the print queue and the messages on the printer",
            "Check the cable and the network",
            "Reinstall the driver",
            "Write cause and cure into the ticket",
        ),
        "explanation": "First find out what happened, then narrow it down: one computer or all of them. Reinstalling is "
        "costly and wipes the traces, so it comes after the simple checks.",
        "choice": "After an update half of a department cannot open its mail. What do you do first?",
    },
}

ROLES = {
    "ru": (
        "Оператор колл-центра",
        "Специалист поддержки, первая линия",
        "Специалист поддержки, вторая линия",
        "Поддержка продукта (SaaS, CRM)",
        "Выездной инженер",
        "Системный администратор",
        "Руководитель группы",
    ),
    "en": (
        "Call-centre operator",
        "Service desk, line 1",
        "Service desk, line 2",
        "Product support (SaaS, CRM)",
        "Field engineer",
        "System administrator",
        "Team lead",
    ),
}

COUNTRIES = {
    "ru": (
        ("ru", "Россия", "60 000 – 70 000 – 85 000 ₽ в месяц", "не указано, до налога или на руки"),
        ("us", "США", "$36 870 – $44 770 – $51 780 в год", "до налога"),
        ("uk", "Великобритания", "£27 035 в год (медиана)", "до налога"),
    ),
    "en": (
        ("ru", "Russia", "60,000 – 70,000 – 85,000 ₽ a month", "not stated"),
        ("us", "United States", "$36,870 – $44,770 – $51,780 a year", "before tax"),
        ("uk", "United Kingdom", "£27,035 a year (median)", "before tax"),
    ),
}

PAY = {
    "ru": {
        "note": "Три числа — нижняя четверть, середина и верхняя четверть объявлений с указанной оплатой.",
        "sample": "46 объявлений, три города",
        "date": "май 2026",
        "caution": "Выборка маленькая: смотрите на порядок сумм.",
        "gap": "Отдельных данных не нашли; ближе всего строка «Специалист поддержки, вторая линия».",
        "source": "Объявления hh.ru, собранные через API около 30 мая 2026 года, файл hh_vacancies.csv",
    },
    "en": {
        "note": "Three figures: the lower quarter, the middle and the upper quarter of adverts that state pay.",
        "sample": "46 adverts, three cities",
        "date": "May 2026",
        "caution": "A small sample: read it as an order of magnitude.",
        "gap": "No separate figures were found; the nearest row is “Service desk, line 2”.",
        "source": "hh.ru adverts collected through the API about 30 May 2026, file hh_vacancies.csv",
    },
}

OUTCOME = {
    "ru": {
        "text": "Сначала обдумайте эти пункты.",
        "reasons": (
            "Проявились признаки: «Легко теряете терпение», «Стесняетесь или избегаете разговора».",
            "На границе с зоной «может обходиться дорого»: «Терпение».",
            "Стоит обдумать: «Видите в этой работе временную остановку».",
        ),
        "next": (
            (
                "Откройте каждый отмеченный признак: там сказано, какие ответы к нему привели и что можно попробовать за "
                "две недели."
            ),
            "Попробуйте одно упражнение и через две недели пройдите опрос снова. Сравнивайте не числа, а диапазоны.",
            "Возьмите отчёт на разговор с работодателем: эти пункты стоит обсудить до выхода на работу, а не после.",
        ),
        "facts": (
            ("Дата", "22 ноября 2026 г."),
            ("Форма", "быстрая, предварительная"),
            ("Ответов", "28 из 28"),
            ("Время на вопросы", "6 минут"),
            ("Вопросы", "версия 2026.11"),
            ("Номер результата", "3f2a91c0"),
        ),
        "person": "Анна Щёголева-Ежова",
        "again": "Вернитесь к вопросам в спокойную минуту и отвечайте так, как бывает на самом деле.",
    },
    "en": {
        "text": "Think these points through first.",
        "reasons": (
            "Signs that are raised: “Losing patience easily”, “Being shy of conversation”.",
            "On the border of “may cost you a lot”: “Patience”.",
            "Worth a thought: “Seeing the job as a stopgap”.",
        ),
        "next": (
            "Open each sign that is marked: it says which answers led to it and what you can try within two weeks.",
            "Try one exercise, then take the questionnaire again in two weeks. Compare ranges, not single numbers.",
            "Bring the report to a talk with an employer: these points are worth raising before you start, not after.",
        ),
        "facts": (
            ("Date", "22 November 2026"),
            ("Form", "quick, provisional"),
            ("Answered", "28 of 28"),
            ("Time on the questions", "6 minutes"),
            ("Questions", "version 2026.11"),
            ("Result number", "3f2a91c0"),
        ),
        "person": "Anna Shcheglova-Yezhova",
        "again": "Take it again when you are rested and answer the way things really go.",
    },
}
