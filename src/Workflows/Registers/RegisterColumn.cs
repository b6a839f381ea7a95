using System.Text;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>The meaning of a column.</summary>
public enum ColumnKind
{
    /// <summary>ФИО.</summary>
    FullName,

    /// <summary>Фамилия, where the name is spread over columns.</summary>
    Surname,

    /// <summary>Имя.</summary>
    GivenName,

    /// <summary>Отчество.</summary>
    Patronymic,

    /// <summary>Дата рождения, dd.mm.yyyy or yyyy-mm-dd.</summary>
    BirthDate,

    /// <summary>Год рождения.</summary>
    BirthYear,

    /// <summary>Контактные данные для связи: e-mail and telephone in one cell.</summary>
    Contacts,

    /// <summary>Контактные данные для связи (данные представителя): any text except e-mail and telephone is about the
    /// representative.</summary>
    RepresentativeContacts,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>Телефон.</summary>
    Phone,

    /// <summary>Категория: обучающийся, студент, педагог …</summary>
    Kind,

    /// <summary>Класс or курс.</summary>
    Grade,

    /// <summary>Стаж: years of a teacher's work (M6).</summary>
    Experience,

    /// <summary>Новый сотрудник: yes or no (M6).</summary>
    NewHire,

    /// <summary>Молодой специалист: yes or no (M6).</summary>
    YoungSpecialist,

    /// <summary>Форма наставничества.</summary>
    Form,

    /// <summary>Место работы/учёбы.</summary>
    Workplace,

    /// <summary>Должность.</summary>
    Position,

    /// <summary>Представитель: имя и связь.</summary>
    Representative,

    /// <summary>Основной запрос.</summary>
    Request,

    /// <summary>Категория запроса: a code, a known wording, or free text.</summary>
    RequestCategory,

    /// <summary>Основные компетенции.</summary>
    Competences,

    /// <summary>Важные для программы достижения.</summary>
    Achievements,

    /// <summary>Интересы.</summary>
    Interests,

    /// <summary>Желаемый возраст наставляемых: 10-14.</summary>
    PreferredAge,

    /// <summary>Ресурс времени: hours a week.</summary>
    Hours,

    /// <summary>Сколько наставляемых готов принять.</summary>
    Capacity,

    /// <summary>Предмет наставничества: a code, a known wording, or free text.</summary>
    Subject,

    /// <summary>Другая важная информация.</summary>
    Other,

    /// <summary>A column of the recommended form that the programme computes: dates, the other side, results.</summary>
    Derived,

    /// <summary>A row number or name of a row; nothing about a person.</summary>
    Ordinal,
}

/// <summary>The columns of the registers in the methodological recommendations, found by their headers.</summary>
public static class RegisterColumn
{
    private static readonly Dictionary<string, ColumnKind> ByHeader = new (ColumnKind Kind, string[] Headers)[]
    {
        (ColumnKind.FullName,
        ["ФИО", "Ф.И.О.", "Фамилия, имя, отчество", "Фамилия имя отчество (при наличии)", "ФИО обучающегося", "ФИО участника",
            "Full name"]),
        (ColumnKind.Surname, ["Фамилия", "Surname"]),
        (ColumnKind.GivenName, ["Имя", "Given name"]),
        (ColumnKind.Patronymic, ["Отчество", "Отчество (при наличии)", "Patronymic"]),
        (ColumnKind.BirthDate, ["Дата рождения", "Д.р.", "Birth date"]),
        (ColumnKind.BirthYear, ["Год рождения", "Birth year"]),
        (ColumnKind.Contacts, ["Контактные данные", "Контактные данные для связи", "Контакты"]),
        (ColumnKind.RepresentativeContacts,
        ["Контактные данные для связи (данные представителя)", "Контактные данные (данные представителя)",
            "Контактные данные представителя", "Контакты представителя"]),
        (ColumnKind.Email, ["E-mail", "Email", "Электронная почта", "Адрес электронной почты"]),
        (ColumnKind.Phone, ["Телефон", "Номер телефона", "Контактный телефон", "Phone"]),
        (ColumnKind.Kind, ["Категория", "Категория участника", "Статус", "Kind"]),
        (ColumnKind.Grade, ["Класс", "Курс", "Класс/курс", "Grade"]),
        (ColumnKind.Experience, ["Стаж", "Стаж работы", "Педагогический стаж", "Стаж педагогической работы", "Опыт работы", "Experience"]),
        (ColumnKind.NewHire, ["Новый сотрудник", "Новый работник", "Смена места работы", "New hire"]),
        (ColumnKind.YoungSpecialist, ["Молодой специалист", "Young specialist"]),
        (ColumnKind.Form, ["Форма наставничества", "Форма", "Form"]),
        (ColumnKind.Workplace, ["Место работы", "Место учёбы", "Место работы/учёбы", "Workplace"]),
        (ColumnKind.Position, ["Должность", "Position"]),
        (ColumnKind.Representative,
        ["Представитель", "ФИО представителя", "Законный представитель", "Данные представителя", "ФИО родителя (законного представителя)",
            "Representative"]),
        (ColumnKind.Request, ["Основной запрос", "Основной запрос наставляемого", "Запрос", "Request"]),
        (ColumnKind.RequestCategory, ["Категория запроса", "Request category"]),
        (ColumnKind.Competences, ["Основные компетенции", "Основные компетенции наставника", "Компетенции", "Competences"]),
        (ColumnKind.Achievements,
        ["Важные для программы достижения", "Важные для программы достижения наставника", "Достижения", "Achievements"]),
        (ColumnKind.Interests, ["Интересы", "Интересы наставника", "Interests"]),
        (ColumnKind.PreferredAge, ["Желаемый возраст наставляемых", "Желаемый возраст", "Preferred age"]),
        (ColumnKind.Hours, ["Ресурс времени", "Ресурс времени на программу наставничества", "Часов в неделю", "Hours a week"]),
        (ColumnKind.Capacity, ["Количество наставляемых", "Сколько наставляемых готов принять", "Capacity"]),
        (ColumnKind.Subject, ["Предмет наставничества", "Subject"]),
        (ColumnKind.Other, ["Другая важная информация", "Другая важная информация о наставляемом", "Другая важная информация о наставнике",
        "Особая информация", "Примечание", "Other"]),
        (ColumnKind.Ordinal, ["№", "№ п/п", "№ пп", "п/п", "Номер", "Номер участника", "Код участника"]),
        (ColumnKind.Derived,
        ["Дата вхождения в программу", "Дата вхождения", "Дата завершения программы", "Дата завершения", "Результаты программы",
            "Результаты", "Ссылка на кейс/отзыв",
            "Отметка о прохождении программы", "Отметка о прохождении", "ФИО наставляемого (наставляемых)", "Готов к работе"]),
    }.SelectMany(line =>
        line.Headers.Select(header => (Header: Normal(header), line.Kind))).ToDictionary(line =>
        line.Header, line => line.Kind, StringComparer.Ordinal);

    /// <summary>The meaning of a header in a register of mentees or mentors; null when it is unknown.</summary>
    public static ColumnKind? Find(string header, RegisterKind of)
    {
        var normal = Normal(header);
        var (own, other) = of == RegisterKind.Mentees ? ("наставляемого", "наставника") : ("наставника", "наставляемого");
        if (ByHeader.TryGetValue(normal, out var kind)) return kind;
        if (normal.EndsWith($" {own}", StringComparison.Ordinal)
            && ByHeader.TryGetValue(normal[..^(own.Length + 1)], out kind)) return kind;
        // A column of the recommended form about the other side of the pair, which is computed from the pairs.
        return normal.EndsWith($" {other}", StringComparison.Ordinal) && ByHeader.ContainsKey(normal[..^(other.Length + 1)])
            ? ColumnKind.Derived : null;
    }

    /// <summary>Lower case, ё as е, letters and digits only, one space between words.</summary>
    public static string Normal(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || c == '№') normal.Append(char.ToLowerInvariant(c) is 'ё' ? 'е' : char.ToLowerInvariant(c));
            else if (normal.Length > 0 && normal[^1] != ' ') normal.Append(' ');
        }

        return normal.ToString().TrimEnd();
    }
}

/// <summary>The two registers (M33).</summary>
public enum RegisterKind
{
    /// <summary>База наставляемых.</summary>
    Mentees,

    /// <summary>База наставников.</summary>
    Mentors,
}
