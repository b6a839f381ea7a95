using System.Globalization;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Preparation;

/// <summary>Rules for recording each kind of fact.</summary>
public static class FactRules
{
    private const int MaxCount = 1_000_000;

    /// <summary>A refusal, or null when the fact may be recorded.</summary>
    /// <param name="replaced">The fact that this one corrects, if any.</param>
    public static Refusal? Check(Programme state, Fact fact, Issued issued, Definition definition, Guid? replaced = null) =>
        state.Preparation.Seen.Contains(fact.Id) ? new Refusal(Reason.AlreadyRecorded, "fact-recorded", fact.Id.ToString())
        : CodeOf(fact) is { } code && state.Preparation.Facts.Values.Any(f => f.Id != replaced && CodeOf(f) == code)
            ? new Refusal(Reason.AlreadyRecorded, "code-recorded", code.Code)
        : fact switch
        {
            Fact.LegalBasisRegistered or Fact.ResourceRegistered => null,
            Fact.ObjectiveSet f => Codes([f.Code, .. f.Indicators]) ?? (replaced is { } task ? KeepsItsValues(state, f, task) : null),
            Fact.ExpectedResultSet f => Codes([f.Code, .. f.Indicators]),
            Fact.ObjectiveMeasured f => Measured(state, f, issued),
            Fact.PartnerEngaged f => KindOfPartner(f.Kind, f.Contour, definition),
            Fact.OutreachHeld f => Channel(f.Channel, definition) ?? Dates.OfFact(f.On, issued.AsOf) ?? Count(f.Attendance, "attendance")
                ?? Document(state, f.Document),
            Fact.OutreachNotApplicable f => Channel(f.Channel, definition),
            Fact.NeedsSurveyConcluded f => Dates.OfFact(f.On, issued.AsOf) ?? Count(f.Invited, "invited") ?? Count(f.Responded, "responded")
                ?? (f.Responded > f.Invited
                    ? new Refusal(Reason.ValueOutOfRange, "responded-more-than-invited", $"{f.Responded} > {f.Invited}")
                    : null)
                ?? Document(state, f.Document),
            Fact.AdministrativeMeetingHeld f => Dates.OfFact(f.On, issued.AsOf) ?? Document(state, f.Protocol),
            Fact.ProgrammeBankEntryAdded f =>
                definition.Form(f.Form) is { } form ? form.Lacks(f.Variant, "/variant") : Unknown("form", f.Form),
            Fact.ContingentRecorded f => Dates.OfFact(f.AsOf, issued.AsOf) ?? Codes([f.Band]) ?? Count(f.Count, "count"),
            Fact.BaselineRecorded f => !definition.Results.Any(r => r.Code == f.Result) ? Unknown("result", f.Result)
                : !ValueFormat.IsDecimal(f.Value) ? new Refusal(Reason.ValueOutOfRange, "decimal-invalid", $"/value {f.Value}")
                : Dates.OfFact(f.MeasuredOn, issued.AsOf),
            Fact.CuratorTrained f => !state.Preparation.Curators.Exists(term => term.Person == f.Person)
                ? Unknown("curator", $"{f.Person}")
                : Dates.OfPeriod(f.From, f.To, "/to") ?? Dates.OfFact(f.To, issued.AsOf) ?? Count(f.Hours, "hours")
                    ?? Document(state, f.Document),
            Fact.YearPlanEventPlanned f => Dates.OfPeriod(f.From, f.To, "/to", issued.AsOf),
            Fact.YearPlanEventHeld f => f.Planned is { } planned
                && state.Preparation.Facts.GetValueOrDefault(planned) is not Fact.YearPlanEventPlanned
                ? Unknown("year-plan-event", $"{planned}")
                : Dates.OfFact(f.On, issued.AsOf) ?? Count(f.Attendance, "attendance") ?? Document(state, f.Document),
            _ => throw new System.Diagnostics.UnreachableException(fact.GetType().Name),
        };

    /// <summary>The refusal to void a task or to take an indicator from it while values of it are recorded; null when there are
    /// none.</summary>
    internal static Refusal? KeepsItsValues(Programme state, Fact.ObjectiveSet? kept, Guid objective) =>
        state.Preparation.Facts.GetValueOrDefault(objective) is Fact.ObjectiveSet set
        && state.Preparation.Of<Fact.ObjectiveMeasured>().FirstOrDefault(m => m.Objective == set.Code
            && !(kept?.Code == set.Code && kept.Indicators.Contains(m.Indicator))) is { } lost
            ? new Refusal(Reason.AlreadyRecorded, "objective-measured", $"{lost.Objective} {lost.Indicator}")
            : null;

    private static Refusal? Measured(Programme state, Fact.ObjectiveMeasured f, Issued issued) =>
        state.Preparation.Of<Fact.ObjectiveSet>().FirstOrDefault(o => o.Code == f.Objective) is not { } objective
            ? Unknown("objective", f.Objective)
        : !objective.Indicators.Contains(f.Indicator) ? Unknown("objective-indicator", $"{f.Objective} {f.Indicator}")
        : !ValueFormat.IsDecimal(f.Value) ? new Refusal(Reason.ValueOutOfRange, "decimal-invalid", $"/value {f.Value}")
        : Dates.OfFact(f.MeasuredOn, issued.AsOf);

    internal static Refusal? KindOfPartner(string kind, Contour contour, Definition definition) =>
        (contour == Contour.External ? definition.Contours.External : definition.Contours.Internal).Any(p => p.Code == kind)
            ? null : Unknown("partner-kind", $"/kind {kind}");

    /// <summary>The fact to record: whether a citation is complete is computed, not taken from the client (F5).</summary>
    public static Fact Completed(Fact fact) => fact is Fact.LegalBasisRegistered f
        ? f with { Complete = f.Number is not null && f.Date is { } date
            && DateOnly.TryParseExact(date.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) }
        : fact;

    // There is one objective, result or baseline per code, and one value of an indicator before and after; another value is a
    // correction.
    private static (Type Kind, string Code)? CodeOf(Fact fact) => fact switch
    {
        Fact.ObjectiveSet f => (typeof(Fact.ObjectiveSet), f.Code),
        Fact.ExpectedResultSet f => (typeof(Fact.ExpectedResultSet), f.Code),
        Fact.BaselineRecorded f => (typeof(Fact.BaselineRecorded), f.Result),
        Fact.ObjectiveMeasured f => (typeof(Fact.ObjectiveMeasured), $"{f.Objective} {f.Indicator} {Kebab.Of($"{f.At}")}"),
        _ => null,
    };

    private static Refusal? Codes(IEnumerable<string> codes) =>
        codes.FirstOrDefault(c => !ValueFormat.IsCode(c)) is { } bad ? new Refusal(Reason.ValueOutOfRange, "code-invalid", bad) : null;

    private static Refusal? Count(int? count, string where) =>
        count is < 0 or > MaxCount ? new Refusal(Reason.ValueOutOfRange, "count-out-of-range", where) : null;

    private static Refusal? Channel(string channel, Definition definition) =>
        definition.OutreachChannels.Any(c => c.Code == channel) ? null : Unknown("channel", channel);

    private static Refusal? Document(Programme state, Guid? document) =>
        document is { } id && !state.Documents.IsInForce(id)
            ? new Refusal(Reason.DocumentNotInForce, "document-not-in-force", id.ToString())
            : null;

    private static Refusal Unknown(string kind, string what) => new(Reason.Unknown, $"{kind}-unknown", what);
}
