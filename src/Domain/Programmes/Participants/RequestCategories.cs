using System.Collections.Frozen;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>The wordings of categories of requests. A school may have codes of its own; these are shown as such.</summary>
public static class RequestCategories
{
    private static readonly FrozenDictionary<string, Wording> Known = new Dictionary<string, Wording>
    {
        ["studies"] = new("Учёба", "Studies"),
        ["mathematics"] = new("Математика", "Mathematics"),
        ["career-choice"] = new("Профориентация", "Career choice"),
        ["communication"] = new("Общение", "Communication"),
        ["adaptation"] = new("Адаптация", "Adaptation"),
        ["leadership"] = new("Лидерство", "Leadership"),
        ["project-work"] = new("Проектная деятельность", "Project work"),
        ["creativity"] = new("Творчество", "Creativity"),
        ["sports"] = new("Спорт", "Sports"),
        ["teaching-methods"] = new("Методика преподавания", "Teaching methods"),
        ["class-management"] = new("Классное руководство", "Class management"),
        ["digital-skills"] = new("Цифровые навыки", "Digital skills"),
        ["other"] = new("Другое", "Other"),
        [SpecialCategories.Sealed] = new("Особые сведения", "Special information"),
    }.ToFrozenDictionary();

    /// <summary>The codes that have a wording.</summary>
    public static IReadOnlyCollection<string> Codes => Known.Keys;

    /// <summary>The wording of a code; null for a school's own code.</summary>
    public static Wording? Of(string code) => Known.GetValueOrDefault(code);

    /// <summary>A code with its wording, for sentences.</summary>
    public static Wording InWords(string code) => Of(code) is { } wording
        ? new($"{code} «{wording.Ru}»", $"{code} “{wording.En}”")
        : new($"своя категория «{code}»", $"own category “{code}”");
}
