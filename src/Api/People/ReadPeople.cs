using MentorshipFlow.Api.Http;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Projections;

namespace MentorshipFlow.Api.People;

/// <summary>Участники организации by code, without names.</summary>
internal sealed class ReadPeople(PeopleQueries queries, PeopleEngine people) : UseCase
{
    /// <param name="Consents">The days on which consents count or counted, in the order in which they were given.</param>
    public sealed record Row(
        Guid Id, IReadOnlyList<PersonKind> Kinds, Contour Contour, AgeBand AgeBand, int? Grade, IReadOnlyList<Listed> Consents,
        bool Restricted, bool Left, bool Erased,
        int Version, string ChangedOn);

    public sealed record Listed(ConsentPurpose Purpose, DateOnly ValidFrom, DateOnly ValidUntil);

    public sealed record Represented(Guid Person, RepresentativeKind Kind);

    /// <param name="InForce">Not voided, withdrawn or replaced, and sufficient for the person's age. Dates are not checked.</param>
    public sealed record Recorded(ConsentEvent.ConsentGiven Given, DateOnly? WithdrawnOn, bool Voided, bool InForce);

    /// <param name="Signer">The only one who answers through it.</param>
    /// <param name="ExpiresOn">The last day of the link.</param>
    /// <param name="Withdraws">Whether the consent that was given through it can still be withdrawn through it.</param>
    public sealed record Linked(Guid Link, ConsentPurpose Purpose, Guid Signer, DateOnly ExpiresOn, ConsentLinkState State, bool Withdraws);

    /// <param name="Details">The kinds of details in the vault.</param>
    /// <param name="Standing">The person's standing in programmes.</param>
    /// <param name="ConsentLinks">The personal links to consents, in the order of their issue.</param>
    public sealed record Answer(
        Guid Id, int Version, IReadOnlyList<PersonField> Details, PersonStatus Standing, IReadOnlyList<Represented> Representatives,
        IReadOnlyList<Recorded> Consents,
        IReadOnlyList<ConsentPurpose> Requested, IReadOnlyList<RestrictionGround> Restrictions,
        IReadOnlyList<RegistryEvent.ProgrammeJoined> Programmes, IReadOnlyList<Linked> ConsentLinks);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/people", new("People", "listPeople", "The organisation's persons", "In the order of their ids, under their ids.",
            Takes.Reading)
        {
            Answer = typeof(Paged<Row>),
            Query =
            [
                .. Page.Query, new("kind", "Only those of this kind.", "learner", typeof(PersonKind)),
                new("ageBand", "Only those of this age band.", "fourteen", typeof(AgeBand)),
                new("restricted", "Only those whose processing is restricted, or is not.", "true", typeof(bool)),
                new("left", "Only those who have left, or have not.", "false", typeof(bool)),
                new("erased", "Only those whose personal data were destroyed, or were not.", "false", typeof(bool)),
                new("contour", "Only those of the organisation itself, or of outside.", "internal", typeof(Contour)),
                new("grade", "Only those in this grade.", "7", typeof(int)),
                new("consent", "Only those whose consent to this purpose counts today.", "participation", typeof(ConsentPurpose)),
                new("withoutConsent", "Only those without such a consent.", "participation", typeof(ConsentPurpose)),
            ],
        }, List);

        routes.Read("/api/people/{person}", new("People", "readPerson", "One person",
            "Register, consents and restrictions, under the id. The ETag is what If-Match must name to change profile or details.",
            Takes.Reading) { Answer = typeof(Answer), Tagged = true }, One);
    }

    private async Task<IResult> List(HttpContext http)
    {
        var (page, problem) = Page.Of(http.Request);
        if (page is null) return problem!;
        var asked = new Asked(http);
        var filter = new PeopleFilter(
            Code<PersonKind>("kind"), Code<AgeBand>("ageBand"), asked.Flag("restricted"), asked.Flag("left"),
            Code<ConsentPurpose>("consent"), Code<ConsentPurpose>("withoutConsent"), Caller.Of(http).Today,
            Code<Contour>("contour"), (int?)asked.Number("grade", 1, 11), asked.Flag("erased"));
        if (asked.Problem is { } wrong) return wrong;
        var rows = await queries.Page(Caller.Of(http).Organisation, page.After, filter, page.Limit + 1, http.RequestAborted);
        return Answers.Json(page.Of(http, [.. rows.Select(Of)], r => r.Id));

        string? Code<T>(string name)
            where T : struct, Enum => asked.Code<T>(name) is { } value ? PersonRow.Code(value) : null;
    }

    private async Task<IResult> One(HttpContext http)
    {
        if (http.Id("person") is not { } id || await people.Find(Caller.Of(http).Organisation, id, http.RequestAborted) is not { } person)
            return Problems.NotFound;
        var (inForce, today) = (person.InForce.Select(c => c.Given.Id).ToHashSet(), Caller.Of(http).Today);
        return Answers.Seen(http, PersonDecisions.Tagged(person)!.Tag, Answers.Json(new Answer(
            id, person.Version, person.Registry.Registered!.Fields, person.Standing,
            [.. person.Registry.Representatives.OrderBy(r => r.Key).Select(r => new Represented(r.Key, r.Value))],
            [.. person.Consents.All.Select(c => new Recorded(c.Given, c.WithdrawnOn, c.Voided, inForce.Contains(c.Given.Id)))],
            [.. person.Consents.Requested], [.. person.Consents.Restrictions], person.Registry.Joined,
            [.. person.Consents.Links.Values.OrderBy(l => l.Issued.Link)
                .Select(l => new Linked(l.Issued.Link, l.Issued.Purpose, l.Issued.Signer, l.Issued.ExpiresOn, l.State,
                    ConsentLinks.Withdraws(person, l, today)))])));
    }

    private static Row Of(PersonRow row) => new(
        row.Id, [.. row.Kinds.Split(',').Select(Parse<PersonKind>)], Parse<Contour>(row.Contour),
        Parse<AgeBand>(row.AgeBand), row.Grade,
        [.. row.Consents.Select(c => new Listed(Parse<ConsentPurpose>(c.Purpose), Day(c.From), Day(c.Until)))], row.Restricted,
        row.Left, row.Erased, row.Version, row.ChangedOn);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);

    // The read model contains kebab-case.
    private static T Parse<T>(string code)
        where T : struct, Enum => Enum.Parse<T>(code.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
