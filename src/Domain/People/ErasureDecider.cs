using System.Diagnostics;

namespace MentorshipFlow.People;

/// <summary>Rules of erasure: request, assessment, destruction, act; each step once. Until the destruction the term may be extended
/// once.</summary>
public static class ErasureDecider
{
    private static readonly ErasureCategory[] Everything = Enum.GetValues<ErasureCategory>();

    /// <summary>Decides one command.</summary>
    public static Decision Decide(Person state, ErasureCommand command, Issued issued)
    {
        var room = state.Erasure;
        return command switch
        {
            ErasureCommand.RequestErasure c => Request(room, c, issued),
            ErasureCommand.ExtendErasureTerm c => room.Find(c.Case) is { } found ? Extend(found, c, issued) : Unknown(c.Case),
            ErasureCommand.AssessErasure c => room.Find(c.Case) is { } found ? Assess(found, c) : Unknown(c.Case),
            ErasureCommand.CarryOutErasure c => room.Find(c.Case) is { } found ? Erase(found, c, issued) : Unknown(c.Case),
            ErasureCommand.FileErasureAct c => room.Find(c.Case) is { } found ? File(found, c, issued) : Unknown(c.Case),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    /// <summary>The case that a withdrawal of participation opens.</summary>
    internal static ErasureEvent.ErasureRequested Withdrawn(ConsentCommand.WithdrawConsent c)
    {
        var term = c.Terms.Of(ErasureGround.ConsentWithdrawn);
        return new(c.Case, ErasureGround.ConsentWithdrawn, c.ReceivedOn, c.Terms.DueOn(term, c.ReceivedOn), term.Code);
    }

    private static Decision Request(ErasureRoom room, ErasureCommand.RequestErasure c, Issued issued) => room switch
    {
        { Whole: { } whole } => new Refusal(Reason.PersonErased, "erasure-done", whole.Requested.Case.ToString()),
        { Open: { } open } => new Refusal(Reason.ErasureCaseOpen, "erasure-case-open", open.Requested.Case.ToString()),
        _ when Dates.OfFact(c.ReceivedOn, issued.AsOf) is { } refusal => refusal,
        _ when c.DueOn < c.ReceivedOn => new Refusal(Reason.PeriodReversed, "period-reversed", c.Term),
        _ => new ErasureEvent.ErasureRequested(c.Case, c.Ground, c.ReceivedOn, c.DueOn, c.Term),
    };

    // The day of the notice counts, not the day of recording it.
    private static Decision Extend(ErasureCase found, ErasureCommand.ExtendErasureTerm c, Issued issued) => found switch
    {
        { Erased: not null } => new Refusal(Reason.AlreadyRecorded, "erasure-done", c.Case.ToString()),
        { Refused: true } => new Refusal(Reason.ErasureRefused, "erasure-refused", c.Case.ToString()),
        { Extended: not null } => new Refusal(Reason.AlreadyRecorded, "erasure-term-extended", c.Case.ToString()),
        _ when c.Extension is null => new Refusal(Reason.ErasureTermNotExtendable, "erasure-term-not-extendable", found.Requested.Term),
        _ when Dates.OfFact(c.NotifiedOn, issued.AsOf) is { } refusal => refusal,
        _ when c.NotifiedOn < found.Requested.ReceivedOn => new Refusal(Reason.PeriodReversed, "period-reversed", found.Requested.Term),
        _ when c.NotifiedOn > found.DueOn => new Refusal(Reason.ErasureTermNotExtendable, "erasure-term-passed", Dates.Text(found.DueOn)),
        _ => new ErasureEvent.ErasureTermExtended(c.Case, c.Extension.DueOn, c.Extension.Article, c.NotifiedOn, c.Reason),
    };

    private static Decision Assess(ErasureCase found, ErasureCommand.AssessErasure c) => c.Decision switch
    {
        _ when found.Assessed is not null => new Refusal(Reason.AlreadyRecorded, "erasure-assessed", c.Case.ToString()),
        ErasureDecision.Partial when c.Categories.Count == 0 || Everything.All(c.Categories.Contains) =>
            new Refusal(Reason.ValueOutOfRange, "categories-not-a-part", c.Case.ToString()),
        ErasureDecision.EraseAll or ErasureDecision.Refuse when c.Categories.Count > 0 =>
            new Refusal(Reason.ValueOutOfRange, "categories-not-a-part", c.Case.ToString()),
        _ => Assessed(c),
    };

    private static Decision Assessed(ErasureCommand.AssessErasure c)
    {
        IReadOnlyList<ErasureCategory> categories =
            c.Decision == ErasureDecision.EraseAll ? Everything : [.. c.Categories.Distinct().Order()];
        var found = Mentions.Concern(categories) ? c.Found : null;
        var (decided, refusal) = Mentions.Decide(found ?? [], c.Mentions ?? [], []);
        return refusal is null
            ? new ErasureEvent.ErasureAssessed(c.Case, c.Decision, c.Article, categories, c.Reason, found is null ? null : decided)
            : refusal;
    }

    private static Decision Erase(ErasureCase found, ErasureCommand.CarryOutErasure c, Issued issued) => found switch
    {
        { Erased: not null } => new Refusal(Reason.AlreadyRecorded, "erasure-done", c.Case.ToString()),
        { Assessed: null } => new Refusal(Reason.ErasureNotAssessed, "erasure-not-assessed", c.Case.ToString()),
        { Refused: true } => new Refusal(Reason.ErasureRefused, "erasure-refused", c.Case.ToString()),
        { Assessed: { } assessed } => Erased(assessed, c, issued),
    };

    private static Decision Erased(ErasureEvent.ErasureAssessed assessed, ErasureCommand.CarryOutErasure c, Issued issued)
    {
        var found = Mentions.Concern(assessed.Categories) ? c.Found : null;
        var (decided, refusal) = Mentions.Decide(found ?? [], c.Mentions ?? [], assessed.Mentions ?? []);
        return refusal is null
            ? new ErasureEvent.PersonalDataErased(
                c.Case, issued.AsOf, assessed.Categories, c.Stores,
                assessed.Decision == ErasureDecision.EraseAll ? ErasureMethod.KeyDestroyed : ErasureMethod.KeyReplaced, assessed.Article,
                found is null ? null : decided)
            : refusal;
    }

    private static Decision File(ErasureCase found, ErasureCommand.FileErasureAct c, Issued issued) => found switch
    {
        { Act: not null } => new Refusal(Reason.AlreadyRecorded, "erasure-act-filed", c.Case.ToString()),
        { Erased: null } => new Refusal(Reason.ErasureNotDone, "erasure-not-done", c.Case.ToString()),
        _ => new ErasureEvent.ErasureActFiled(c.Case, c.Number, issued.AsOf, c.ActSha256, c.JournalSha256, c.KeepUntil, c.LogClearOn,
            c.BackupsClearOn),
    };

    private static Decision Unknown(Guid erasureCase) => Decision.Unknown("erasure-case", erasureCase.ToString());
}
