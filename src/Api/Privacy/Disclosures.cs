using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Privacy;

/// <summary>Discloses names, contacts and texts of persons, only after the journal's entry is committed.</summary>
public sealed class Disclosures(AccessJournals journals, PersonVault persons, Erasures erasures, TextVault texts) : UseCase
{
    /// <param name="Reason">Required of auditors, who otherwise see pseudonyms.</param>
    public sealed record Request(IReadOnlyList<Guid> Persons, IReadOnlyList<DisclosedField> Fields, AccessPurpose Purpose,
        PrivateText? Reason = null) : Dated;

    /// <param name="Destroyed">The text in place of destroyed data.</param>
    /// <param name="BirthYear">Present if the birth date is unknown.</param>
    /// <param name="ClassLetter">The letter of the class, with the workplace and position.</param>
    /// <param name="SpecialistTexts">Texts told by a psychologist or social worker; only for curator, head and auditor.</param>
    public sealed record Disclosed(
        Guid Person, string? FullName = null, DateOnly? BirthDate = null, string? Phone = null, string? Email = null,
        string? Address = null, string? Workplace = null,
        string? Position = null, string? Representative = null, string? Other = null, IReadOnlyList<DisclosedText>? Texts = null,
        string? Destroyed = null, int? BirthYear = null,
        IReadOnlyList<DisclosedText>? SpecialistTexts = null, string? ClassLetter = null);

    public sealed record DisclosedText(Guid Ref, string Text);

    /// <param name="Items">Empty for a dry run and for a repeat: a reading is recorded once and shown once.</param>
    public sealed record Answer(bool DryRun, bool Repeated, IReadOnlyList<Disclosed> Items, Receipt? Receipt);

    /// <param name="Reason">Reference to the reason, with its text for those who may read it.</param>
    /// <param name="OnBehalfOf">The person for whom an integrator read.</param>
    public sealed record Reading(
        Guid Id, string Type, string RecordedAt, string Actor, string Role, IReadOnlyList<DisclosedField> Fields, AccessPurpose Purpose,
        TextReference? Reason, bool Unmasked, string? Export, long Position, string? OnBehalfOf);

    private const int MostRead = 10_000;

    private static readonly Guid Some = Guid.Parse("0193b2f0-1111-7222-8333-444455556666");

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Deciding<Request>("/api/people/disclosures", About("disclose", "Read personal data",
            "Each reading is recorded first: who, whose, which fields, what for. An auditor gives a reason and the purpose audit. Of " +
            "restricted persons it takes the purposes consent and audit alone; what specialists told is shown to curator, head and " +
            "auditor. An integrator reads about participants of a programme, for a person who has delegated it there. The same " +
            "Idempotency-Key shows nothing twice.") with
        {
            Roles = [.. Takes.WorkOfPsychologist, Role.Auditor], Answer = typeof(Answer), Further = [StatusCodes.Status404NotFound],
            Example = new Request([Some], [DisclosedField.FullName, DisclosedField.Contacts], AccessPurpose.Contact),
        }, Disclose);

        routes.Read("/api/people/{person}/access-journal", About("readAccessJournal", "Who read a person's data",
            "When, which fields, what for; in the order of the entries.") with
        {
            Roles = [Role.Head, Role.Auditor], Answer = typeof(Paged<Reading>), Query = Page.Query,
        }, Journal);
    }

    private async Task<IResult> Disclose(Incoming incoming, Request request)
    {
        Guid[] whose = [.. request.Persons.Distinct()];
        if (await Unknown(incoming.Http, whose) is { } unknown) return unknown;
        var reason = whose is [var one] && request.Reason is { } text ? await incoming.SealAbout(one, text)
            : await incoming.Seal(request.Reason);
        var entry = new AccessEvent.PersonalDataViewed(whose, [.. request.Fields.Distinct().Order()], request.Purpose, reason,
            incoming.Caller.Role == Role.Auditor);
        var outcome = await journals.Record(entry, incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, async decided => Answers.Json(new Answer(
            decided.DryRun, decided.Repeated, decided.DryRun || decided.Repeated ? [] : await Opened(incoming.Http, entry),
            decided.Receipt)));
    }

    private async Task<Problem?> Unknown(HttpContext http, Guid[] whose)
    {
        var organisation = Caller.Of(http).Organisation;
        var present = await persons.Present(organisation, whose, http.RequestAborted);
        var absent = whose.Except(present).ToArray();
        if (absent.Length == 0) return null;
        var erased = await erasures.Of(organisation, absent, http.RequestAborted);
        return absent.All(erased.ContainsKey) ? null : Problems.NotFound;
    }

    private async Task<IReadOnlyList<Disclosed>> Opened(HttpContext http, AccessEvent.PersonalDataViewed entry)
    {
        var organisation = Caller.Of(http).Organisation;
        var details = await persons.Open(organisation, entry.Persons, http.RequestAborted);
        var erased = await erasures.Of(organisation, entry.Persons, http.RequestAborted);
        List<Disclosed> items = [];
        foreach (var person in entry.Persons)
        {
            var shown = details.TryGetValue(person, out var opened) ? Shown(person, opened.Details, entry.Fields) : new(person);
            if (entry.Fields.Contains(DisclosedField.Texts))
                shown = shown with { Texts = await Texts(http, organisation, person, specialist: false) };
            if (entry.Fields.Contains(DisclosedField.SpecialistTexts))
                shown = shown with { SpecialistTexts = await Texts(http, organisation, person, specialist: true) };
            items.Add(erased.TryGetValue(person, out var gone) ? shown with { Destroyed = gone.Mark(Sentences.English) } : shown);
        }

        return items;
    }

    private async Task<IReadOnlyList<DisclosedText>> Texts(HttpContext http, Guid organisation, Guid person, bool specialist) =>
        [.. (await texts.OpenAll(organisation, person, http.RequestAborted, specialist)).Select(t => new DisclosedText(t.Key, t.Value))];

    private static Disclosed Shown(Guid person, PersonDetails d, IReadOnlyList<DisclosedField> fields)
    {
        T? When<T>(DisclosedField field, T? value) => fields.Contains(field) ? value : default;
        return new(
            person, When(DisclosedField.FullName, d.FullName), When(DisclosedField.BirthDate, d.BirthDate),
            When(DisclosedField.Contacts, d.Phone), When(DisclosedField.Contacts, d.Email),
            When(DisclosedField.Contacts, d.Address), When(DisclosedField.Work, d.Workplace), When(DisclosedField.Work, d.Position),
            When(DisclosedField.Representative, d.Representative),
            When(DisclosedField.Other, d.Other), BirthYear: When(DisclosedField.BirthDate, d.BirthYear),
            ClassLetter: When(DisclosedField.Work, d.ClassLetter));
    }

    private async Task<IResult> Journal(HttpContext http)
    {
        var organisation = Caller.Of(http).Organisation;
        if (http.Id("person") is not { } person || await Unknown(http, [person]) is not null) return Problems.NotFound;
        var entries = await journals.Of(organisation, person, -1, long.MaxValue, MostRead, http.RequestAborted);
        return Page.Answer(http, entries.Select(e => Of(e.Entry)), r => r.Id, texts: true);
    }

    private static Reading Of(MentorshipFlow.Ledger.Entry e) => MentorshipFlow.Ledger.EventCodec.Read(e.Type, e.Body) switch
    {
        AccessEvent.PersonalDataViewed v => new(e.EventId, e.Type, e.RecordedAt, e.Actor, e.Role, v.Fields, v.Purpose, v.Reason,
            v.Unmasked, null, e.Position, e.OnBehalfOf),
        AccessEvent.ExportMade x => new(e.EventId, e.Type, e.RecordedAt, e.Actor, e.Role, x.Fields, x.Purpose, x.Reason, false, x.Export,
            e.Position, e.OnBehalfOf),
        var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
    };

    private static Operation About(string name, string summary, string description) =>
        new("Privacy", name, summary, description, Takes.Work);
}
