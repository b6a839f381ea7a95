using MentorshipFlow.Api.Http;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.People;

/// <summary>A person's name, birth date and contacts in a request.</summary>
internal sealed record DetailsRequest(
    string FullName, DateOnly? BirthDate, int? BirthYear, AgeBand? AgeBand, string? Email, string? Phone, string? Address,
    string? Workplace, string? Position, string? Representative,
    string? Other, string? ClassLetter)
{
    /// <summary>The details for the vault.</summary>
    public PersonDetails Details => new(FullName, BirthDate, Email, Phone, Address, Workplace, Position, Representative, Other, BirthYear,
        ClassLetter);

    /// <summary>The first field that cannot be stored; null when all can. Its content is not repeated.</summary>
    public Problem? Fault(DateOnly today) =>
        Details.Fault(today) is { } field ? Problems.Field($"/{field}")
        : BirthDate is not null && BirthYear is not null ? Problems.Field("/birthYear", $"It follows from the birth date.")
        : Details.Born is not null && AgeBand is not null ? Problems.Field("/ageBand", $"It follows from the birth date or year.")
        : Details.Born is null && AgeBand?.IsAdult() != true
            ? Problems.Field("/birthDate", $"Required, or the birth year; of an adult the age band may be given instead.")
        : null;

    /// <summary>The age band on a day.</summary>
    public AgeBand Band(DateOnly on) => Details.Born is { } born ? AgeBands.Of(born, on) : AgeBand!.Value;
}
