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

    /// <summary>Возраст in years: no birth year follows from it.</summary>
    Age,

    /// <summary>Квалификационная категория or education of a teacher, in words.</summary>
    Qualification,

    /// <summary>Литера класса.</summary>
    ClassLetter,

    /// <summary>Телефон представителя.</summary>
    RepresentativePhone,

    /// <summary>E-mail of the representative.</summary>
    RepresentativeEmail,

    /// <summary>Степень родства.</summary>
    Kinship,

    /// <summary>Согласие получено: yes or no, or a date.</summary>
    Consent,

    /// <summary>Дата согласия.</summary>
    ConsentDate,

    /// <summary>Согласие действует до.</summary>
    ConsentUntil,

    /// <summary>Реквизиты согласия: the number of the paper.</summary>
    ConsentPaper,

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

    /// <summary>Выбыл, отчислен: yes or no, a day, or a paper.</summary>
    Departure,

    /// <summary>Другая важная информация.</summary>
    Other,

    /// <summary>A column of the recommended form that the programme computes: dates, the other side, results.</summary>
    Derived,

    /// <summary>A row number or name of a row; nothing about a person.</summary>
    Ordinal,
}

/// <summary>The registers that a file may hold (M33).</summary>
public enum RegisterKind
{
    /// <summary>База наставляемых.</summary>
    Mentees,

    /// <summary>База наставников.</summary>
    Mentors,

    /// <summary>Реестр пар: one row names a mentor and a mentee.</summary>
    Pairs,
}

/// <summary>Whose column it is.</summary>
public enum Side
{
    /// <summary>Of the pair or of the row as a whole.</summary>
    Row,

    /// <summary>Of the mentee.</summary>
    Mentee,

    /// <summary>Of the mentor.</summary>
    Mentor,
}
