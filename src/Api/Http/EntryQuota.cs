using System.Collections.Frozen;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Http;

/// <summary>The most entries of one organisation.</summary>
public sealed class EntryQuota(EntryCounts counts, Allowances allowances)
{
    /// <summary>Operations that record beyond the quota: what the law demands, what takes a right away or ends something, and reading,
    /// which has an entry in the journal. Whoever fills the quota must not prevent them.</summary>
    public static FrozenSet<string> Nevertheless { get; } = new[]
    {
        "answerOwnConsent", "assessErasure", "deleteSandbox", "disclose", "discloseFile", "disclosePaper", "discloseTexts",
        "endMentorOffer", "endMentorSharing", "erasePersonalData", "exportMentees", "exportMentors", "extendErasureTerm",
        "fileErasureAct", "pauseWebhook", "recordAgeBands", "recordConsentRefusal", "recordDeparture", "releaseAuditor",
        "removeNameFromPublication", "removePaperTemplate", "removeWebhook", "requestErasure", "restrictProcessing", "revokeClearance",
        "revokeConsentLink", "revokeDelegation", "revokeKey", "revokePreferenceLink", "revokeSurveyLink", "voidConsent",
        "withdrawConsent",
    }.ToFrozenSet();

    /// <summary>Whether an operation is refused because its caller's organisation has all the entries that it may have. The operator
    /// decides for others, and is not refused.</summary>
    public ValueTask<bool> Refuses(Operation operation, Caller caller, CancellationToken stop) =>
        caller.Role == Role.Operator || Nevertheless.Contains(operation.Name) ? new(false)
        : counts.Reached(caller.Organisation, allowances.Entries, stop);
}
