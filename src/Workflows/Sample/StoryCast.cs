namespace MentorshipFlow.Workflows.Sample;

/// <summary>An invented person of a story.</summary>
/// <param name="Key">The name of the person in the story's ids.</param>
/// <param name="Age">In whole years, at the beginning of the school year.</param>
/// <param name="Parent">The key of the parent who signs for a minor.</param>
internal sealed record StoryPerson(
    string Key, string FullName, PersonKind Kind, int Age, string? Parent = null, Experience? Experience = null, int? Grade = null);

/// <summary>A pair or group of a story.</summary>
internal sealed record StoryTandem(string Key, string Form, StoryPerson Mentor, IReadOnlyList<StoryPerson> Mentees)
{
    /// <summary>A group has several mentees.</summary>
    public bool IsGroup => Mentees.Count > 1;
}

/// <summary>The people of a story. Nobody is called so; the addresses end in <c>.invalid</c>, which no domain does (RFC 2606).</summary>
/// <param name="Parents">They sign for the minors.</param>
/// <param name="Pupils">Pairs and groups of the form learner – learner.</param>
/// <param name="Teachers">Pairs of the form teacher – teacher.</param>
internal sealed record StoryCast(IReadOnlyList<StoryPerson> Parents, IReadOnlyList<StoryTandem> Pupils, IReadOnlyList<StoryTandem> Teachers)
{
    /// <summary>Head and curator of every story.</summary>
    public static IReadOnlyList<StoryPerson> Officers { get; } =
    [
        new("head", "Тополева Верба Выдуманная", PersonKind.Teacher, 52),
        new("deputy-head", "Рябинова Липа Выдуманная", PersonKind.Teacher, 44),
    ];

    /// <summary>Four mentees and three mentors: sandboxes, and the school year 2021/2022 of the sample.</summary>
    public static StoryCast Small { get; } = new(
        [
            Parent(1, "Ольхова Роза Выдуманная", 40), Parent(2, "Вязов Ясень Выдуманный", 43), Parent(3, "Ракитова Туя Выдуманная", 38),
            Parent(4, "Кедров Граб Выдуманный", 45),
        ],
        [
            OfPupils("pair", Mentor(1, "Кедрова Сирень Выдуманная", 16, 4), Mentee(1, "Ольхов Клён Выдуманный", 12, 1)),
            OfPupils("group", Mentor(2, "Ольхов Бук Выдуманный", 17, 1),
                Mentee(2, "Вязова Калина Выдуманная", 13, 2), Mentee(3, "Ракитов Дуб Выдуманный", 11, 3)),
        ],
        [
            OfTeachers("teachers", new("teacher", "Боярышников Самшит Выдуманный", PersonKind.Teacher, 48,
                Experience: Experience.MoreThanThreeYears), new("novice", "Жасминова Ива Выдуманная", PersonKind.Teacher, 23,
                Experience: Experience.UpToThreeYears)),
        ]);

    /// <summary>Sixteen mentees and ten mentors: the present school year of the sample.</summary>
    public static StoryCast Large { get; } = new(
        [
            Parent(1, "Осинова Мята Выдуманная", 39), Parent(2, "Лавров Тис Выдуманный", 44), Parent(3, "Берёзкина Рута Выдуманная", 36),
            Parent(4, "Пихтов Кипарис Выдуманный", 47), Parent(5, "Черёмухина Айва Выдуманная", 41),
            Parent(6, "Можжевелов Каштан Выдуманный", 42), Parent(7, "Шиповникова Лилия Выдуманная", 38),
            Parent(8, "Орехов Миндаль Выдуманный", 46), Parent(9, "Смородина Пальма Выдуманная", 37),
            Parent(10, "Барбарисов Лотос Выдуманный", 45), Parent(11, "Облепихина Малина Выдуманная", 40),
            Parent(12, "Тутов Платан Выдуманный", 43),
        ],
        [
            OfPupils("pair-1", Mentor(1, "Осинова Ромашка Выдуманная", 16, 1), Mentee(1, "Лавров Подорожник Выдуманный", 12, 2)),
            OfPupils("pair-2", Mentor(2, "Берёзкин Василёк Выдуманный", 15, 3), Mentee(2, "Пихтова Гвоздика Выдуманная", 13, 4)),
            OfPupils("pair-3", Mentor(3, "Черёмухина Астра Выдуманная", 16, 5), Mentee(3, "Можжевелов Тимьян Выдуманный", 11, 6)),
            OfPupils("pair-4", Mentor(4, "Шиповников Чабрец Выдуманный", 15, 7), Mentee(4, "Орехова Фиалка Выдуманная", 12, 8)),
            OfPupils("pair-5", Mentor(5, "Смородина Мальва Выдуманная", 16, 9), Mentee(5, "Барбарисов Кедрач Выдуманный", 11, 10)),
            OfPupils("pair-6", Mentor(6, "Облепихин Укроп Выдуманный", 16, 11), Mentee(6, "Тутова Вишня Выдуманная", 13, 12)),
            OfPupils("group-1", Mentor(7, "Лаврова Незабудка Выдуманная", 15, 2), Mentee(7, "Осинов Шалфей Выдуманный", 11, 1),
                Mentee(8, "Берёзкина Герань Выдуманная", 12, 3), Mentee(9, "Черёмухин Клевер Выдуманный", 12, 5),
                Mentee(10, "Шиповникова Хризантема Выдуманная", 13, 7)),
            OfPupils("group-2", Mentor(8, "Орехов Эдельвейс Выдуманный", 16, 8), Mentee(11, "Смородин Ландыш Выдуманный", 11, 9),
                Mentee(12, "Облепихина Настурция Выдуманная", 12, 11), Mentee(13, "Пихтов Аир Выдуманный", 13, 4),
                Mentee(14, "Тутов Люпин Выдуманный", 12, 12)),
        ],
        [
            OfTeachers("teachers-1", new("teacher-1", "Самшитова Магнолия Выдуманная", PersonKind.Teacher, 51,
                Experience: Experience.MoreThanThreeYears), new("novice-1", "Акациева Камелия Выдуманная", PersonKind.Teacher, 23,
                Experience: Experience.UpToThreeYears)),
            OfTeachers("teachers-2", new("teacher-2", "Каштанов Олеандр Выдуманный", PersonKind.Teacher, 46,
                Experience: Experience.MoreThanThreeYears), new("novice-2", "Липкин Инжир Выдуманный", PersonKind.Teacher, 25,
                Experience: Experience.UpToThreeYears)),
        ]);

    /// <summary>All pairs and groups.</summary>
    public IReadOnlyList<StoryTandem> Tandems { get; } = [.. Pupils, .. Teachers];

    /// <summary>Mentees of the form learner – learner.</summary>
    public IReadOnlyList<StoryPerson> Mentees { get; } = [.. Pupils.SelectMany(t => t.Mentees)];

    /// <summary>Mentors of the form learner – learner.</summary>
    public IReadOnlyList<StoryPerson> Mentors { get; } = [.. Pupils.Select(t => t.Mentor)];

    /// <summary>All mentees.</summary>
    public IReadOnlyList<StoryPerson> AllMentees { get; } = [.. Pupils.Concat(Teachers).SelectMany(t => t.Mentees)];

    /// <summary>All mentors.</summary>
    public IReadOnlyList<StoryPerson> AllMentors { get; } = [.. Pupils.Concat(Teachers).Select(t => t.Mentor)];

    /// <summary>The pairs and groups of a form.</summary>
    public IReadOnlyList<StoryTandem> Of(string form) => [.. Tandems.Where(t => t.Form == form)];

    private static StoryTandem OfPupils(string key, StoryPerson mentor, params StoryPerson[] mentees) =>
        new(key, StoryBases.LearnerToLearner, mentor, mentees);

    private static StoryTandem OfTeachers(string key, StoryPerson mentor, StoryPerson novice) =>
        new(key, StoryBases.TeacherToTeacher, mentor, [novice]);

    private static StoryPerson Parent(int n, string name, int age) => new($"parent-{n}", name, PersonKind.Parent, age);

    private static StoryPerson Mentee(int n, string name, int age, int parent) => Pupil($"mentee-{n}", name, age, parent);

    private static StoryPerson Mentor(int n, string name, int age, int parent) => Pupil($"mentor-{n}", name, age, parent);

    private static StoryPerson Pupil(string key, string name, int age, int parent) =>
        new(key, name, PersonKind.Learner, age, $"parent-{parent}", Grade: age - 6);
}
