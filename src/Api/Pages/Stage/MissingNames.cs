using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Stage;

/// <summary>The names of the persons, pairs and groups that something is missing of. The API says ids; the pages that help to mend it say
/// names, and their reading is recorded.</summary>
/// <param name="persons">Names by person.</param>
/// <param name="tandems">Mentor and mentees by pair or group.</param>
public sealed class MissingNames(IReadOnlyDictionary<Guid, string> persons, IReadOnlyDictionary<Guid, Guid[]> tandems)
{
    // A stage of a large school may wait for hundreds of persons: the others keep their codes.
    private const int Most = 100;

    /// <summary>Finds those of one page.</summary>
    /// <param name="others">Further persons that the page names.</param>
    public static async Task<MissingNames> Of(Visit visit, Guid programme, IEnumerable<MissingThing> missing, params Guid?[] others)
    {
        var named = missing.SelectMany(Ids).Distinct().Take(Most).ToHashSet();
        var tandems = named.Count == 0 ? [] : (await visit.All<JsonElement>("listTandems", ("programme", programme)))
            .Where(t => named.Contains(t.GetProperty("id").GetGuid())).ToDictionary(t => t.GetProperty("id").GetGuid(), Members);
        var left = named.Except(tandems.Keys).ToHashSet();
        List<Guid> taking = [];
        foreach (var list in left.Count == 0 ? [] : new[] { "listMentees", "listMentors" })
            taking.AddRange((await visit.All<JsonElement>(list, ("programme", programme))).Select(p => p.GetProperty("person").GetGuid()));
        return new(await visit.Names([.. others, .. tandems.Values.SelectMany(m => m).Concat(taking.Where(left.Contains)).Cast<Guid?>()]),
            tandems);
    }

    /// <summary>The name of a person with the last digits of the code; without a name the code alone.</summary>
    public string Who(Guid person) =>
        persons.TryGetValue(person, out var name) ? $"{name} {Typo.Code(person)}" : Typo.Code(person);

    /// <summary>The same with names.</summary>
    public MissingThing In(MissingThing missing) => Ids(missing).Aggregate(missing, (m, id) => m with
    {
        Sentence = tandems.TryGetValue(id, out var members)
            // A sentence tells pairs apart by the beginning of their ids.
            ? m.Sentence.Replace($"({id.ToString()[..8]})", $"({string.Join(", ", members.Select(Who))})",
                StringComparison.Ordinal)
            : persons.ContainsKey(id) ? m.Sentence.Replace($"{id}", Who(id), StringComparison.Ordinal)
            : m.Sentence,
    });

    private static Guid[] Members(JsonElement tandem) =>
        [tandem.GetProperty("mentor").GetGuid(), .. tandem.GetProperty("mentees").EnumerateArray().Select(m => m.GetGuid())];

    private static IEnumerable<Guid> Ids(MissingThing missing) => missing.Where.Split(' ')
        .Select(w => Guid.TryParseExact(w, "D", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct();
}
