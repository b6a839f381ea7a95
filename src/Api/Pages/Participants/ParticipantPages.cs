using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Pairs;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Persons;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Participants;

/// <summary>A mentee or mentor in a list, before what each lacks is asked.</summary>
public sealed record ListedParticipant(
    Guid Person, string Status, IReadOnlyList<string> Kinds, string AgeBand, int? Grade, string? Form, IReadOnlyList<string>? Forms,
    DateOnly AppliedOn, DateOnly? EnteredOn, int Capacity, string? Category);

/// <summary>A mentee as the operation readMentee shows it.</summary>
public sealed record MenteeCard(
    Guid Person, string Status, bool LateJoin, DateOnly AppliedOn, DateOnly? EnteredOn, Standing Standing,
    IReadOnlyList<RequestOf> Requests, IReadOnlyList<InformationOf> Information, string? Form, string? Variant,
    IReadOnlyList<MeasuredOf> Measurements, RemovedOf? Removed, IReadOnlyList<MissingThing> MissingForBase,
    IReadOnlyList<MissingThing> MissingOnPath, ResultOf? Result, string? Motivation);

/// <summary>A mentor as the operation readMentor shows it.</summary>
public sealed record MentorCard(
    Guid Person, string Status, bool LateJoin, DateOnly AppliedOn, DateOnly? EnteredOn, Standing Standing, string? Category, OfferOf Offer,
    SharingOf? Sharing, JsonElement? Decision, IReadOnlyList<InterviewOf> Interviews, IReadOnlyList<TrainingOf> Trainings,
    IReadOnlyList<MeasuredOf> Measurements, DateOnly? DeclaredReadyOn, WithdrawalOf? Withdrawal, RemovedOf? Removed,
    IReadOnlyList<MissingThing> MissingForBase, IReadOnlyList<MissingThing> MissingForReadiness, ResultOf? Result, Guid? Enterprise);

/// <summary>A request of a mentee.</summary>
public sealed record RequestOf(Guid Id, string Category, TextOf? Text);

/// <summary>Information by others about a mentee.</summary>
public sealed record InformationOf(Guid Id, string Source, TextOf? Text, bool SubjectInformed);

/// <summary>A measurement of a participant.</summary>
public sealed record MeasuredOf(Guid Id, IReadOnlyList<IndicatorOf> Indicators, DateOnly MeasuredOn, string Source);

/// <summary>One measured value.</summary>
public sealed record IndicatorOf(string Code, string Value);

/// <summary>Why somebody was taken out of the base.</summary>
public sealed record RemovedOf(string Reason, TextOf? Text);

/// <summary>The result of somebody's year.</summary>
public sealed record ResultOf(string Result, TextOf? Text);

/// <summary>A text in the vault.</summary>
public sealed record TextOf(Guid Ref);

/// <summary>The offer of a mentor.</summary>
public sealed record OfferOf(
    IReadOnlyList<string> Competences, IReadOnlyList<string> Interests, int? PreferredAgeFrom, int? PreferredAgeTo, int? MinutesPerWeek,
    int Capacity, IReadOnlyList<string> Forms, string? Subject, TextOf? About);

/// <summary>Whether a mentor may be offered to other organisations.</summary>
public sealed record SharingOf(bool Permitted, string? Scope);

/// <summary>An interview with a mentor.</summary>
public sealed record InterviewOf(Guid Id, DateOnly On, bool PsychologistPresent, string Outcome);

/// <summary>A mentor's training.</summary>
public sealed record TrainingOf(Guid Id, int Minutes, string Result, Guid? Document);

/// <summary>A mentor's withdrawal.</summary>
public sealed record WithdrawalOf(DateOnly NoticeOn, DateOnly EffectiveOn, string Reason);

/// <summary>A pair or group.</summary>
public sealed record TandemOf(Guid Id, string Status, Guid Mentor, IReadOnlyList<Guid> Mentees, DateOnly FormedOn);

/// <summary>A participant in a list with what is lacking.</summary>
/// <param name="Consent">The last day of the consent to take part; null when there is none in force.</param>
public sealed record ParticipantRow(
    Guid Person, string Status, int? Grade, string AgeBand, string? Form, DateOnly? Consent, DateOnly? EnteredOn,
    IReadOnlyList<MissingThing> Missing);

/// <summary>A fact about the training of all mentors.</summary>
public sealed record TrainingFact(Guid Id, string Kind, JsonElement Recorded);

/// <summary>Titles of the codes of a programme's model.</summary>
/// <param name="Forms">Of forms.</param>
/// <param name="Indicators">Of indicators of persons, with their lowest and highest value.</param>
public sealed record Model(IReadOnlyDictionary<string, string> Forms,
    IReadOnlyList<(string Code, string Title, string Lowest, string Highest)> Indicators)
{
    /// <summary>The title of a form; the code if it has none.</summary>
    public string Form(string? code) => code is null ? "–" : Forms.GetValueOrDefault(code) ?? code;

    /// <summary>The title of an indicator; the code if it has none.</summary>
    public string Indicator(string code) => Indicators.FirstOrDefault(i => i.Code == code).Title ?? code;

    /// <summary>Reads the model of a programme.</summary>
    public static async Task<Model> Of(Visit visit, ProgrammeHead programme)
    {
        var definition = programme.Programme.Definition;
        var json = (await visit.Demand("readDefinition", ("code", definition.Code), ("version", definition.Version))).Json;
        return new(json.GetProperty("forms").EnumerateArray().ToDictionary(f => f.GetProperty("code").GetString()!, Title),
            [.. json.GetProperty("indicators").EnumerateArray().Where(i => i.GetProperty("of").GetString() == "person")
                .Select(i => (i.GetProperty("code").GetString()!, Title(i), Bound(i, "lowest"), Bound(i, "highest")))]);
    }

    private static string Bound(JsonElement indicator, string name) =>
        indicator.TryGetProperty(name, out var bound) ? bound.ToString() : "";

    private static string Title(JsonElement e) => e.GetProperty("title").GetProperty(Sentences.English ? "en" : "ru").GetString()!;
}

/// <summary>Both bases with what each participant lacks, one mentee, one mentor, and the training of mentors.</summary>
internal sealed class ParticipantPages : UseCase
{
    private const int PageSize = 100;
    private const string Programme = "/programmes/{programme}";

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page($"{Programme}/participants", List);
        routes.Page($"{Programme}/mentees/{{person}}", Mentee);
        routes.Page($"{Programme}/mentors/{{person}}", Mentor);
        routes.Page($"{Programme}/training", Training);
    }

    /// <summary>The mentees or mentors of a programme with what each lacks, in the order of their names.</summary>
    public static async Task<IReadOnlyList<ParticipantRow>> Rows(Visit visit, Guid programme, bool mentors,
        IEnumerable<ListedParticipant> of)
    {
        List<ParticipantRow> rows = [];
        foreach (var p in of)
        {
            if (mentors)
            {
                var card = await visit.Read<MentorCard>("readMentor", ("programme", programme), ("person", p.Person));
                rows.Add(Row(p, card.Standing, visit.Today, p.Status is "removed" or "withdrawn" ? []
                    : p.Status == "applied" ? card.MissingForBase : card.MissingForReadiness));
            }
            else
            {
                var card = await visit.Read<MenteeCard>("readMentee", ("programme", programme), ("person", p.Person));
                rows.Add(Row(p, card.Standing, visit.Today, p.Status == "removed" ? [] : card.MissingOnPath));
            }
        }

        return rows;
    }

    private static ParticipantRow Row(ListedParticipant p, Standing standing, DateOnly today, IReadOnlyList<MissingThing> missing) => new(
        p.Person, p.Status, standing.Grade ?? p.Grade, p.AgeBand, p.Form ?? (p.Forms is { Count: > 0 } forms ? forms[0] : null),
        standing.ConsentTo("participation", today)?.ValidUntil, p.EnteredOn, missing);

    private static async Task<IResult> List(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        var query = visit.Http.Request.Query;
        var mentors = query["base"] == "mentors";
        string Asked(string name) => query[name].ToString();
        var all = await visit.All<ListedParticipant>(mentors ? "listMentors" : "listMentees", ("programme", head.Id),
            ("form", Asked("form") is { Length: > 0 } form ? form : null),
                ("status", Asked("status") is { Length: > 0 } status ? status : null));
        var names = await visit.Names(all.Select(p => (Guid?)p.Person));
        var listed = all.Where(p => Asked("grade") is not { Length: > 0 } grade || $"{p.Grade}" == grade)
            .Where(p => PersonPages.Matches(p.Person, names, Asked("q")))
            .OrderBy(p => names.ContainsKey(p.Person) ? 0 : 1)
            .ThenBy(p => names.GetValueOrDefault(p.Person) ?? Typo.Code(p.Person), PersonPages.InOrder).ToList();
        PagePart<ParticipantRow> part;
        if (Asked("lacks") is { Length: > 0 } lacks)
        {
            var rows = await Rows(visit, head.Id, mentors, listed);
            part = PagePart.Of<ParticipantRow>([.. rows.Where(r => lacks == "nothing" ? r.Missing.Count == 0
                && r.Status is not ("removed" or "withdrawn")
                : r.Missing.Any(m => m.What == lacks))], query["page"], PageSize);
        }
        else
        {
            var of = PagePart.Of<ListedParticipant>(listed, query["page"], PageSize);
            part = new(await Rows(visit, head.Id, mentors, of.Rows), of.Number, of.Size, of.Total);
        }

        var counts = await visit.Read<MentorshipFlow.Api.Participants.ReadParticipants.Counts>("countParticipants", ("programme", head.Id));
        return PageRoutes.Html<ParticipantsView>(visit, ("Programme", head), ("Mentors", mentors), ("List", part), ("Names", names),
            ("Model", await Model.Of(visit, head)), ("Counts", counts),
                ("Grades", all.Select(p => p.Grade).OfType<int>().Distinct().Order().ToList()));
    }

    private static async Task<IResult> Mentee(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        var person = visit.Http.GetRouteValue("person");
        var reply = await visit.Demand("readMentee", ("programme", head.Id), ("person", person));
        var mentee = reply.As<MenteeCard>();
        var tandems = await TandemsOf(visit, head.Id, mentee.Person);
        var names = await visit.Names(tandems.Select(t => (Guid?)t.Mentor).Append(mentee.Person));
        var support = (await SupportPages.Cases(visit, head.Id)).FirstOrDefault(s => s.Mentee == mentee.Person);
        return PageRoutes.Html<MenteeView>(visit, ("Programme", head), ("Mentee", mentee), ("Tandems", tandems), ("Names", names),
            ("Texts", reply.Texts), ("Model", await Model.Of(visit, head)), ("Support", support));
    }

    private static async Task<IResult> Mentor(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        var person = visit.Http.GetRouteValue("person");
        var reply = await visit.Demand("readMentor", ("programme", head.Id), ("person", person));
        var mentor = reply.As<MentorCard>();
        var tandems = await TandemsOf(visit, head.Id, mentor.Person);
        var names = await visit.Names(tandems.SelectMany(t => t.Mentees).Select(m => (Guid?)m).Append(mentor.Person));
        return PageRoutes.Html<MentorView>(visit, ("Programme", head), ("Mentor", mentor), ("Tandems", tandems), ("Names", names),
            ("Texts", reply.Texts), ("Model", await Model.Of(visit, head)), ("Enterprise", await Enterprise(visit, head.Id, mentor)));
    }

    private static async Task<string?> Enterprise(Visit visit, Guid programme, MentorCard mentor) =>
        mentor.Enterprise is not { } partner || !visit.May("listFacts") ? null
            : (await visit.All<JsonElement>("listFacts", ("programme", programme), ("kind", "partners")))
                .FirstOrDefault(f => f.Id("id") == partner).Text("fact", "title") ?? Typo.Code(partner);

    private static async Task<IReadOnlyList<TandemOf>> TandemsOf(Visit visit, Guid programme, Guid person) => visit.May("listTandems")
        ? await visit.All<TandemOf>("listTandems", ("programme", programme), ("person", person)) : [];

    private static async Task<IResult> Training(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        var facts = await visit.All<TrainingFact>("listTraining", ("programme", head.Id));
        var documents = visit.May("listDocuments") ? (await visit.All<JsonElement>("listDocuments", ("programme", head.Id)))
            .Select(d => d.GetProperty("registered")).ToDictionary(r => r.GetProperty("id").GetGuid(), r =>
                r.GetProperty("title").GetString()!) : [];
        return PageRoutes.Html<TrainingView>(visit, ("Programme", head), ("Facts", facts), ("Documents", documents),
            ("Names", await visit.Names(facts.SelectMany(PersonsOf).Select(p => (Guid?)p))), ("Model", await Model.Of(visit, head)));
    }

    private static IEnumerable<Guid> PersonsOf(TrainingFact fact) =>
        (fact.Recorded.TryGetProperty("present", out var present) ? present.EnumerateArray().Select(p => p.GetGuid()) : [])
        .Concat(fact.Recorded.TryGetProperty("person", out var one) && one.ValueKind == JsonValueKind.String ? [one.GetGuid()] : []);
}
