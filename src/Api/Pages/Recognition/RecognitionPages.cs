using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Pairs;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Api.Pages.Recognition;

/// <summary>A fact of recognition.</summary>
public sealed record RecognitionFact(Guid Id, string Kind, JsonElement Recorded);

/// <summary>A partner that was engaged.</summary>
public sealed record PartnerBrief(Guid Id, string Title, bool External);

/// <summary>A person of a base whose result is not entered.</summary>
public sealed record Resultless(Guid Person, bool Mentor)
{
    /// <summary>The name of its field.</summary>
    public string Field => $"{(Mentor ? "mentor" : "mentee")}.{Person}";
}

/// <summary>A result that was not recorded, and why.</summary>
public sealed record NotEntered(Guid Person, ProblemBody Why);

/// <summary>The content of the page of recognition.</summary>
/// <param name="Lacking">What gate 7 still misses.</param>
/// <param name="Documents">Titles of documents by id.</param>
/// <param name="Without">Whose result is not entered.</param>
/// <param name="Chosen">Results that were chosen and not recorded, by field.</param>
public sealed record RecognitionShown(
    ProgrammeHead Head, ModelWords Words, IReadOnlyList<RecognitionFact> Facts, IReadOnlyList<MissingThing> Lacking,
    IReadOnlyList<PartnerBrief> Partners, IReadOnlyDictionary<Guid, string> Documents, IReadOnlyList<Resultless> Without,
    IReadOnlyList<ResultsInBases.Member> LongTerm, IReadOnlyList<MentorBrief> Ready, IReadOnlyDictionary<Guid, string> Names,
    IReadOnlyDictionary<string, string> Chosen, IReadOnlyList<NotEntered> NotEntered);

/// <summary>«Признание»: encouragement, the final event, competitions, letters, publications, results in the bases, the long-term
/// base.</summary>
internal sealed class RecognitionPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/programmes/{programme}/recognition", visit => Show(visit, [], []));

        // One decision for each person, as the API has it; who is refused stays in the form with the reason.
        routes.Form("/programmes/{programme}/recognition/results", async (visit, form) =>
        {
            var chosen = form.Where(f => f.Key.StartsWith("of.", StringComparison.Ordinal) && f.Value.ToString().Length > 0)
                .ToDictionary(f => f.Key[3..], f => f.Value.ToString());
            List<NotEntered> refused = [];
            foreach (var (field, result) in chosen)
            {
                if (field.Split('.') is not [var side, var id] || !Guid.TryParse(id, out var person)) continue;
                var reply = await Enter(visit, side == "mentor", person, result, form["decision"].ToString());
                if (!reply.Succeeded) refused.Add(new(person, reply.Problem));
            }

            return refused.Count == 0 ? Results.Redirect($"/programmes/{visit.Http.GetRouteValue("programme")}/recognition#results")
                : await Show(visit, chosen, refused);
        });
    }

    private static async Task<Reply> Enter(Visit visit, bool mentor, Guid person, string result, string key)
    {
        (string, object?)[] address = [("programme", visit.Http.GetRouteValue("programme")), ("person", person)];
        var seen = await visit.Ask(mentor ? "readMentor" : "readMentee", address);
        return !seen.Succeeded ? seen : await visit.Ask(new Call(mentor ? "enterMentorResult" : "enterMenteeResult", Visit.Values(address))
        {
            Body = JsonSerializer.Serialize(new { result }), Seen = seen.Tag, Key = $"{key}-{person:N}",
        });
    }

    private static async Task<IResult> Show(Visit visit, Dictionary<string, string> chosen, List<NotEntered> refused)
    {
        var head = await ProgrammeHead.Of(visit);
        var facts = await visit.All<RecognitionFact>("listRecognition", ("programme", head.Id));
        var lacking = head.All.Stages.Single(s => s.Number == 7).Criteria.Where(c => c.Outcome == CriterionOutcome.NotMet)
            .SelectMany(c => c.Missing).ToList();
        var partners = (await visit.All<JsonElement>("listFacts", ("programme", head.Id)))
            .Where(f => f.GetProperty("kind").GetString() == "partners")
            .Select(f => new PartnerBrief(f.GetProperty("id").GetGuid(), f.GetProperty("fact").GetProperty("title").GetString()!,
                f.GetProperty("fact").GetProperty("contour").GetString() == "external")).ToList();
        var documents = (await visit.All<JsonElement>("listDocuments", ("programme", head.Id))).Select(d => d.GetProperty("registered"))
            .ToDictionary(r => r.GetProperty("id").GetGuid(), r => r.GetProperty("title").GetString()!
                + (r.TryGetProperty("number", out var number) ? $" {new InstitutionalText(number.GetString()!).Numbered}" : ""));
        var without = lacking.Where(m => m.What is "mentee-result-missing" or "mentor-result-missing")
            .Select(m => new Resultless(Guid.Parse(m.Where), m.What == "mentor-result-missing")).ToList();
        var longTerm = await visit.All<ResultsInBases.Member>("listLongTermBase", ("programme", head.Id));
        var ready = visit.May("listMentors")
            ? await visit.All<MentorBrief>("listMentors", ("programme", head.Id), ("status", "ready")) : [];
        var names = await visit.Names(facts.SelectMany(f => PersonsOf(f.Recorded)).Concat(without.Select(w => w.Person))
            .Concat(longTerm.Select(l => l.Person)).Concat(ready.Select(r => r.Person)).Select(p => (Guid?)p));
        return PageRoutes.Html<RecognitionView>(visit, refused.Count > 0 ? StatusCodes.Status409Conflict : StatusCodes.Status200OK,
            ("Shown", new RecognitionShown(
            head, await ModelWords.Of(visit, head), facts, lacking, partners, documents, without, longTerm, ready, names, chosen,
            refused)));
    }

    private static IEnumerable<Guid> PersonsOf(JsonElement fact)
    {
        if (fact.TryGetProperty("person", out var one)) yield return one.GetGuid();
        foreach (var member in new[] { "persons", "named" })
        {
            if (fact.TryGetProperty(member, out var persons))
                foreach (var person in persons.EnumerateArray()) yield return person.GetGuid();
        }

        if (!fact.TryGetProperty("places", out var places)) yield break;
        foreach (var person in places.EnumerateArray().SelectMany(p => p.GetProperty("persons").EnumerateArray()))
            yield return person.GetGuid();
    }
}
