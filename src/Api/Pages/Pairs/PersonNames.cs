using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Pairs;

/// <summary>How pages write persons.</summary>
public static class PersonNames
{
    /// <summary>The name with the last digits of the code; without a name the code alone.</summary>
    public static string Say(IReadOnlyDictionary<Guid, string> names, Guid person) =>
        names.TryGetValue(person, out var name) ? $"{name} {Typo.Code(person)}" : Typo.Code(person);

    /// <summary>A person in the order of the names.</summary>
    public static string Sorted(IReadOnlyDictionary<Guid, string> names, Guid person) => names.GetValueOrDefault(person) ?? $"{person}";

    /// <summary>The page of a mentee; null if the visitor may not open it.</summary>
    public static string? Mentee(Visit visit, Guid programme, Guid person) =>
        visit.May("readMentee") ? $"/programmes/{programme}/mentees/{person}" : null;

    /// <summary>The page of a mentor; null if the visitor may not open it.</summary>
    public static string? Mentor(Visit visit, Guid programme, Guid person) =>
        visit.May("readMentor") ? $"/programmes/{programme}/mentors/{person}" : null;
}
