namespace MentorshipFlow.Workflows.Sample;

/// <summary>An invented person of a story.</summary>
/// <param name="Key">The name of the person in the story's ids.</param>
/// <param name="Age">In whole years.</param>
/// <param name="Parent">The key of the parent who signs for a minor.</param>
internal sealed record StoryPerson(
    string Key, string FullName, PersonKind Kind, int Age, string? Parent = null, Experience? Experience = null, int? Grade = null);

/// <summary>The people of a sandbox. Nobody is called so; the addresses end in <c>.invalid</c>, which no domain does (RFC 2606).</summary>
internal static class StoryCast
{
    /// <summary>Parents, who sign for the minors.</summary>
    public static IReadOnlyList<StoryPerson> Parents { get; } =
    [
        new("parent-1", "Родитель Первый Выдуманный", PersonKind.Parent, 40),
        new("parent-2", "Родитель Второй Выдуманный", PersonKind.Parent, 43),
        new("parent-3", "Родитель Третий Выдуманный", PersonKind.Parent, 38),
        new("parent-4", "Родитель Четвёртый Выдуманный", PersonKind.Parent, 45),
    ];

    /// <summary>Mentees of the form learner – learner.</summary>
    public static IReadOnlyList<StoryPerson> Mentees { get; } =
    [
        new("mentee-1", "Ученик Первый Выдуманный", PersonKind.Learner, 12, "parent-1", Grade: 6),
        new("mentee-2", "Ученик Второй Выдуманный", PersonKind.Learner, 13, "parent-2", Grade: 7),
        new("mentee-3", "Ученик Третий Выдуманный", PersonKind.Learner, 11, "parent-3", Grade: 5),
    ];

    /// <summary>A mentee of the form teacher – teacher.</summary>
    public static StoryPerson Novice { get; } =
        new("novice", "Учитель Молодой Выдуманный", PersonKind.Teacher, 23, Experience: Shared.Experience.UpToThreeYears);

    /// <summary>Mentors of the form learner – learner.</summary>
    public static IReadOnlyList<StoryPerson> Mentors { get; } =
    [
        new("mentor-1", "Старшеклассник Первый Выдуманный", PersonKind.Learner, 16, "parent-4", Grade: 10),
        new("mentor-2", "Старшеклассник Второй Выдуманный", PersonKind.Learner, 17, "parent-1", Grade: 11),
    ];

    /// <summary>A mentor of the form teacher – teacher.</summary>
    public static StoryPerson Teacher { get; } =
        new("teacher", "Учитель Опытный Выдуманный", PersonKind.Teacher, 48, Experience: Shared.Experience.MoreThanThreeYears);
}
