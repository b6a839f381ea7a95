namespace MentorshipFlow.Workflows.Sample;

/// <summary>Ids of the sample. They are the same on every machine, so that the README's tour can cite them.</summary>
public static class SampleIds
{
    /// <summary>All ids of the sample, from <c>school-49 {name}</c>.</summary>
    internal static StoryIds All { get; } = new("school-49");

    /// <summary>Школа №49.</summary>
    public static Guid Organisation { get; } = Of("organisation");

    /// <summary>Its programme of the school year in which the sample was loaded.</summary>
    public static Guid Programme { get; } = Of("programme");

    /// <summary>Its completed programme of 2021/2022.</summary>
    public static Guid PastProgramme { get; } = Of("programme 2021/2022");

    /// <summary>See <see cref="StoryIds.Of"/>.</summary>
    public static Guid Of(string name) => All.Of(name);
}
