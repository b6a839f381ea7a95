using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.Organisations;

/// <summary>The papers of an organisation: its letterhead and its own templates.</summary>
/// <param name="Described">Null until it is described.</param>
/// <param name="Templates">Own templates by the code of their paper.</param>
public sealed record LetterheadRoom(
    LetterheadEvent.LetterheadDescribed? Described, ImmutableSortedDictionary<string, LetterheadEvent.PaperTemplateSet> Templates)
{
    /// <summary>Nothing described, all templates as shipped.</summary>
    public static LetterheadRoom Empty { get; } =
        new(null, ImmutableSortedDictionary.Create<string, LetterheadEvent.PaperTemplateSet>(StringComparer.Ordinal));

    /// <summary>The number that follows those that the organisation has given out, by its form; null where there is no form.</summary>
    /// <param name="numbers">Numbers of papers of this nature.</param>
    public InstitutionalText? Next(NumberedPaper kind, IEnumerable<InstitutionalText> numbers)
    {
        if (Described?.Numbering.FirstOrDefault(n => n.Kind == kind) is not { } numbering) return null;
        var (before, after) = Around(numbering.Form);
        var last = numbers.Select(n => n.Numbered[2..]).Where(n => n.StartsWith(before, StringComparison.Ordinal)
                && n.EndsWith(after, StringComparison.Ordinal) && n.Length > before.Length + after.Length)
            .Select(n => int.TryParse(n.AsSpan(before.Length, n.Length - before.Length - after.Length),
                System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
                out var number) ? number : 0).DefaultIfEmpty().Max();
        return new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{before}{last + 1}{after}"));
    }

    /// <summary>The room after one more event.</summary>
    public LetterheadRoom Evolve(LetterheadEvent @event) => @event switch
    {
        LetterheadEvent.LetterheadDescribed e => this with { Described = e },
        LetterheadEvent.PaperTemplateSet e => this with { Templates = Templates.SetItem(e.Paper, e) },
        LetterheadEvent.PaperTemplateRemoved e => this with { Templates = Templates.Remove(e.Paper) },
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    /// <summary>Decides one command.</summary>
    public Decision Decide(LetterheadCommand command) => command switch
    {
        LetterheadCommand.DescribeLetterhead { Letterhead: var l } when l.Numbering.FirstOrDefault(n =>
            !HasOnePlace(n.Form)) is { } wrong =>
            new Refusal(Reason.ValueOutOfRange, "number-form-without-place", $"{wrong.Form}"),
        LetterheadCommand.DescribeLetterhead { Letterhead: var l } when l.Numbering.DistinctBy(n => n.Kind).Count() < l.Numbering.Count =>
            new Refusal(Reason.ValueOutOfRange, "numbering-twice", "/numbering"),
        LetterheadCommand.DescribeLetterhead { Letterhead: var l } => l.SaysTheSameAs(Described) ? Reason.NothingChanges : l,
        LetterheadCommand.SetTemplate c => Templates.TryGetValue(c.Paper, out var now) && now.Sha256 == c.Sha256
            ? Reason.NothingChanges : new LetterheadEvent.PaperTemplateSet(c.Paper, c.Sha256, c.Size),
        LetterheadCommand.RemoveTemplate c => Templates.ContainsKey(c.Paper)
            ? new LetterheadEvent.PaperTemplateRemoved(c.Paper) : Decision.Unknown("paper-template", c.Paper),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private const string Place = "{n}";

    private static bool HasOnePlace(InstitutionalText form) => form.Value.Split(Place).Length == 2;

    private static (string Before, string After) Around(InstitutionalText form) =>
        form.Numbered[2..].Split(Place) is [var before, var after] ? (before, after) : ("", "");
}
