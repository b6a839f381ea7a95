namespace MentorshipFlow.People;

/// <summary>A place outside a person's own data where the name stands.</summary>
public enum MentionKind
{
    /// <summary>An entry of the ledger, which cannot be changed.</summary>
    LedgerEntry,

    /// <summary>A text of the organisation in the vault.</summary>
    OrganisationText,

    /// <summary>A text about another person in the vault.</summary>
    TextAboutAnother,

    /// <summary>The details of another person, such as the contact of a representative.</summary>
    DetailsOfAnother,
}

/// <summary>The decision about one mention.</summary>
public enum MentionFate
{
    /// <summary>The text is destroyed.</summary>
    Destroyed,

    /// <summary>It stays, on a ground.</summary>
    Kept,

    /// <summary>It names somebody else with a like name.</summary>
    SomebodyElse,
}

/// <summary>A mention that a search has found.</summary>
/// <param name="Id">Derived from the place, so that a later search gives the same id.</param>
/// <param name="Place">An entry with the pointer of a value, or a text or person by id.</param>
public sealed record FoundMention(Guid Id, MentionKind Kind, string Place);

/// <summary>The officer's decision about a mention.</summary>
/// <param name="Ground">Required where it is kept.</param>
public sealed record MentionDecision(Guid Mention, MentionFate Fate, InstitutionalText? Ground = null);

/// <summary>A mention with its decision, as the act lists it.</summary>
public sealed record DecidedMention(Guid Id, MentionKind Kind, string Place, MentionFate Fate, InstitutionalText? Ground);

/// <summary>Rules on mentions of a person whose data are to be destroyed: each is decided, and none is forgotten.</summary>
public static class Mentions
{
    private const int MostNamed = 100;

    /// <summary>The categories of data with which mentions must be decided: the name, and texts about the person.</summary>
    public static bool Concern(IReadOnlyList<ErasureCategory> categories) =>
        categories.Contains(ErasureCategory.Details) || categories.Contains(ErasureCategory.Texts);

    /// <summary>The decisions about all mentions that were found, or a refusal.</summary>
    /// <param name="earlier">Decisions of an earlier step; a new one replaces them.</param>
    public static (IReadOnlyList<DecidedMention> Decided, Refusal? Refusal) Decide(
        IReadOnlyList<FoundMention> found, IReadOnlyList<MentionDecision> decisions, IReadOnlyList<DecidedMention> earlier)
    {
        if (decisions.FirstOrDefault(d => !found.Any(f => f.Id == d.Mention)) is { } stray)
            return ([], new(Reason.Unknown, "mention-unknown", $"{stray.Mention}"));
        // An earlier decision about a text that is gone since has nothing left to decide.
        var made = earlier.Select(e => new MentionDecision(e.Id, e.Fate, e.Ground)).Concat(decisions)
            .GroupBy(d => d.Mention).ToDictionary(g => g.Key, g => g.Last());
        List<DecidedMention> decided = [];
        List<Missing> faults = [];
        foreach (var mention in found)
        {
            if (!made.TryGetValue(mention.Id, out var decision)) faults.Add(new("mention-undecided", $"{mention.Id}"));
            else if (Fault(mention, decision) is { } fault) faults.Add(fault);
            else decided.Add(new(mention.Id, mention.Kind, mention.Place, decision.Fate, decision.Ground));
        }

        return faults.Count == 0 ? (decided, null) : ([], new(Reason.ErasureMentionsUndecided, [.. faults.Take(MostNamed)]));
    }

    private static Missing? Fault(FoundMention mention, MentionDecision decision) => decision switch
    {
        { Fate: MentionFate.Kept, Ground: null } => new("mention-ground-missing", $"{mention.Id}"),
        { Fate: MentionFate.Destroyed } when mention.Kind is MentionKind.LedgerEntry or MentionKind.DetailsOfAnother =>
            new("mention-not-destroyable", $"{mention.Id}"),
        _ => null,
    };
}
