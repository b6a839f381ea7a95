using MentorshipFlow.Definitions;
using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>
/// Infers the kind of a person without a cell «Категория», which the recommended form of the registers lacks: from the form of mentoring,
/// then the position, the place of work, and the age.
/// </summary>
internal sealed class KindOfRow(RegisterKind of, IReadOnlyList<FormDefinition> forms)
{
    // No pupil of a school is this old.
    private const int TooOldForSchool = 20;

    private static readonly string[] TeachersWords = ["учител", "педагог", "преподавател", "воспитател", "методист", "тьютор", "завуч",
        "логопед", "дефектолог", "психолог", "тренер", "библиотекар", "вожат", "концертмейстер"];
    private static readonly string[] TeachersPhrases = ["классный руководител", "директор школы", "по увр", "по вр", "по нмр",
        "директор лицея", "директор гимназии", "мастер п о", "мастер производственного обучения", "по воспитательной", "по учебн",
        "руководитель мо", "советник директора"];
    private static readonly string[] EmployersWords = ["ооо", "оао", "зао", "пао", "ао", "ип", "завод", "комбинат", "предприятие",
        "компания", "фабрика", "корпорация"];

    /// <param name="codes">Codes of the forms that the row names.</param>
    /// <param name="years">Age in full years, if known.</param>
    /// <param name="works">Whether the row has years of work.</param>
    /// <returns>Null when the kind cannot be inferred.</returns>
    public PersonKind? Infer(IReadOnlyList<string> codes, string? position, string? workplace, int? grade, int? years,
        bool works)
    {
        var byForm = codes.SelectMany(c => Side(forms.First(f => f.Code == c))).Distinct().ToArray();
        if (byForm is [var one]) return one;
        if ((ByPosition(position) ?? ByWorkplace(workplace)) is { } told) return byForm.Length == 0 || byForm.Contains(told) ? told : null;
        if (byForm.Length > 0) return null;
        // A list of teachers has no position and no place of work: «Учитель, Предмет, Стаж».
        return ByAge(position, grade, years)
            ?? (works && of == RegisterKind.Mentors && position is null && workplace is null ? PersonKind.Teacher : null);
    }

    private IReadOnlyList<PersonKind> Side(FormDefinition form) =>
        of == RegisterKind.Mentees ? form.Eligibility.Mentee : form.Eligibility.Mentor;

    private static PersonKind? ByPosition(string? position)
    {
        if (position is null) return null;
        var normal = Headings.Normal(position);
        return Cells.Kind(position)
            ?? (normal.Split(' ').Any(word => TeachersWords.Any(t => word.StartsWith(t, StringComparison.Ordinal)))
                || TeachersPhrases.Any(p => normal.Contains(p, StringComparison.Ordinal))
                ? PersonKind.Teacher
                : null);
    }

    // Schools also write positions in this cell: «учитель математики СОШ 49».
    private static PersonKind? ByWorkplace(string? workplace) => ByPosition(workplace) ?? (
        workplace is not null && Headings.Normal(workplace).Split(' ').Any(EmployersWords.Contains)
            ? PersonKind.EmployerRepresentative : null);

    // Mentees are pupils by default; mentors only if they have a class or are minors.
    private PersonKind? ByAge(string? position, int? grade, int? years) =>
        grade is not null || years < AgeBands.Majority
            || (of == RegisterKind.Mentees && position is null && years is null or < TooOldForSchool) ? PersonKind.Learner : null;
}
