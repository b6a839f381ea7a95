namespace MentorshipFlow.Workflows.Registers;

/// <summary>Codes for common wordings of schools. Any other wording stays a text, sealed with the person's other texts.</summary>
/// <remarks>Wordings of special needs are never listed here: they concern health and belong only to the sealed text.</remarks>
public static class KnownWordings
{
    private static readonly (string Code, string[] Wordings)[] SubjectWordings =
    [
        ("mathematics", ["Математика"]), ("russian-language", ["Русский язык"]), ("literature", ["Литература"]), ("physics", ["Физика"]),
        ("chemistry", ["Химия"]),
        ("biology", ["Биология"]), ("geography", ["География"]), ("history", ["История"]), ("social-studies", ["Обществознание"]),
        ("informatics", ["Информатика"]),
        ("english-language", ["Английский язык"]), ("german-language", ["Немецкий язык"]), ("french-language", ["Французский язык"]),
        ("technology", ["Технология"]),
        ("art", ["ИЗО", "Изобразительное искусство"]), ("music", ["Музыка"]),
        ("physical-education", ["Физкультура", "Физическая культура"]), ("life-safety", ["ОБЖ", "ОБЗР"]),
        ("primary-school", ["Начальные классы"]), ("robotics", ["Робототехника"]), ("programming", ["Программирование"]),
        ("career-guidance", ["Профориентация"]),
        ("class-teaching", ["Классное руководство"]), ("teaching-methods", ["Методика преподавания"]),
        ("digital-skills", ["Цифровые навыки", "ИКТ"]),
        ("project-work", ["Проектная деятельность"]), ("leadership", ["Лидерство"]),
    ];

    private static readonly (string Code, string[] Wordings)[] RequestWordings =
    [
        ("studies", ["Учёба", "Успеваемость", "Повышение успеваемости"]),
        ("career-choice", ["Профориентация", "Выбор профессии", "Профессиональное самоопределение"]),
        ("communication", ["Общение", "Коммуникация"]), ("adaptation", ["Адаптация"]), ("leadership", ["Лидерство"]),
        ("project-work", ["Проектная деятельность", "Проект"]),
        ("creativity", ["Творчество"]), ("sports", ["Спорт"]), ("teaching-methods", ["Методика преподавания"]),
        ("class-management", ["Классное руководство"]),
        ("digital-skills", ["Цифровые навыки", "ИКТ"]), ("other", ["Другое", "Иное"]),
    ];

    /// <summary>The codes of subjects of mentoring that have a wording.</summary>
    public static IEnumerable<string> SubjectCodes => SubjectWordings.Select(s => s.Code);

    /// <summary>The codes of categories of requests that have a wording.</summary>
    public static IEnumerable<string> RequestCodes => RequestWordings.Select(r => r.Code);

    private static readonly Dictionary<string, string> Subjects = ByWording(SubjectWordings);
    private static readonly Dictionary<string, string> Requests = ByWording(RequestWordings);

    /// <summary>The code of a subject of mentoring; null when the wording is unknown.</summary>
    public static string? Subject(string cell) => Cells.Code(cell) ?? Subjects.GetValueOrDefault(Headings.Normal(cell));

    /// <summary>The code of a category of requests; null when the wording is unknown.</summary>
    public static string? Request(string cell) => Cells.Code(cell) ?? Requests.GetValueOrDefault(Headings.Normal(cell));

    /// <summary>The wording of a subject in a table: its first known wording, or the code.</summary>
    public static string OfSubject(string code) => Of(SubjectWordings, code);

    /// <summary>The wording of a category of requests in a table.</summary>
    public static string OfRequest(string code) => Of(RequestWordings, code);

    private static string Of((string Code, string[] Wordings)[] codes, string code) =>
        Array.Find(codes, c => c.Code == code).Wordings?[0] ?? code;

    private static Dictionary<string, string> ByWording((string Code, string[] Wordings)[] codes) =>
        codes.SelectMany(c => c.Wordings.Select(w => (Wording: Headings.Normal(w), c.Code)))
            .ToDictionary(c => c.Wording, c => c.Code);
}
