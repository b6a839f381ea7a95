using MentorshipFlow.Api.Http;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Api.Programmes;

/// <summary>A piece of evidence of a criterion, or a line about its state, with what people call it.</summary>
/// <param name="Ref">As in the evaluation, such as <c>document:{uuid}</c>.</param>
/// <param name="Title">In the caller's language: a document with its title and number, a fact by the sentence of its entry.</param>
public sealed record NamedEvidence(string Ref, string Title)
{
    // The words of lines and kinds of evidence: key word.evidence.{word}.
    private const string Family = "evidence";

    /// <summary>Evidence such as <c>item:1.1.1</c>.</summary>
    public static NamedEvidence Of(string evidence, ProgrammeNames names)
    {
        var (kind, rest) = evidence.IndexOf(':', StringComparison.Ordinal) is > 0 and var at ? (evidence[..at], evidence[(at + 1)..])
            : (evidence, "");
        // The word before a name would say it twice: «документ «Приказ» (Приказ …)».
        var title = Guid.TryParse(rest, out var id) && Named(id, names) is { } named ? named
            : $"{Sentences.Word($"{Family}.{kind}") ?? Sentences.Word(kind) ?? kind} {string.Join(' ', rest.Split(':').Select(Part))}";
        return new(evidence, title.TrimEnd());

        string Part(string part) => Sentences.InWords(part, names);
    }

    /// <summary>A line such as <c>item 1.1.1 completed 2021-09-01 …</c>.</summary>
    public static NamedEvidence OfLine(string line, ProgrammeNames names) => new(line, string.Join(' ', line.Split(' ')
        .Where(part => part != "-" && part != "-/-").Select(part => Guid.TryParse(part, out var id) && Named(id, names) is { } named ? named
            : Sentences.Word($"{Family}.{part}") ?? Sentences.InWords(part, names))));

    private static string? Named(Guid id, ProgrammeNames names) => names.Of($"{id}") is { } wording ? Sentences.Of(wording)
        : names.FactOf(id) is { } fact ? EntrySentences.Of(fact, EventCodec.NameOf(fact), null, names).TrimEnd('.')
        : null;
}
