using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.People;

/// <summary>Finds a registered person by name and birth date through the vault's keyed index; no name is opened or stored.</summary>
internal sealed class SearchPeople(PersonVault persons) : UseCase
{
    /// <param name="FullName">Фамилия, имя, отчество: all of it, in upper or lower case.</param>
    /// <param name="BirthYear">If the birth date is unknown. Without both, it finds those of whom neither is known.</param>
    public sealed record Request(string FullName, DateOnly? BirthDate = null, int? BirthYear = null);

    /// <param name="SameDay">Whether name and birth date are equal; false if a date is missing on one side.</param>
    public sealed record Answer(bool SameDay, IReadOnlyList<Guid> Items);

    public override void Map(IEndpointRouteBuilder routes) => routes.Take("/api/people/search", new("People", "searchPeople",
        "Find a person by name and birth date",
        "The ids of the organisation's persons with exactly this name and birth date or year; nothing is recorded. A part of a name " +
        "finds nothing: the database holds names only encrypted and as a keyed hash together with the birth date. What is found is read " +
        "by a disclosure.", Takes.Work)
    {
        Request = typeof(Request), Example = new Request("Участник первый", new(2008, 3, 15)), Answer = typeof(Answer),
    }, Search);

    private async Task<IResult> Search(HttpContext http)
    {
        var body = await JsonBody.Read<Request>(http.Request, http.RequestAborted);
        if (body.Request is not { } asked) return body.Problem!;
        var caller = Caller.Of(http);
        var details = new PersonDetails(asked.FullName, asked.BirthDate, BirthYear: asked.BirthYear);
        if (details.Fault(caller.Today) is { } field) return Problems.Field($"/{field}");
        if (asked is { BirthDate: not null, BirthYear: not null }) return Problems.Field("/birthYear", $"It follows from the birth date.");
        var found = (await persons.Same(caller.Organisation, [details], http.RequestAborted))[0];
        return Answers.Json(new Answer(found.SameDay, found.Persons));
    }
}
