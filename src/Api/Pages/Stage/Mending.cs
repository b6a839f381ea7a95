using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Stage;

/// <summary>The way from what is missing to the page that mends it.</summary>
internal static class Mending
{
    /// <summary>The verb and the address for something missing in a programme; null if no single page mends it.</summary>
    public static (string Verb, string Address)? Of(Visit visit, Guid programme, MissingThing missing)
    {
        if (Persons.PersonMending.Of(visit, programme, missing) is { } own) return own;
        var person = Guid.TryParse(missing.Where.Split(' ')[0], out var id) ? id : (Guid?)null;
        return missing.What switch
        {
            "meeting-kind-not-held" or "regular-meetings-too-few" or "reflection-missing" when person is not null =>
                To("mend.tandem", $"/programmes/{programme}/tandems/{person}"),
            "member-not-in-order" when Guid.TryParse(missing.Where.Split(' ')[^1], out var tandem) =>
                To("mend.tandem", $"/programmes/{programme}/tandems/{tandem}"),
            "unmatched-undecided" or "development-plan-missing" or "no-tandem-formed" or "matching-round-missing" =>
                To("mend.pairs", $"/programmes/{programme}/pairs"),
            "final-event-not-held" or "letter-not-issued" or "competition-not-held" or "results-not-published" =>
                To("mend.recognition", $"/programmes/{programme}/recognition"),
            var w when w.StartsWith("item-", StringComparison.Ordinal) => To("mend.item",
                $"/programmes/{programme}/roadmap/items/{missing.Where.Split(' ')[0]}"),
            var w when w.StartsWith("document-", StringComparison.Ordinal) && person is null =>
                By("mend.document", "registerDocument", ("programme", programme), ("kind", missing.Where.Split(' ')[0])),
            var w when w.Contains("consent", StringComparison.Ordinal) && person is not null =>
                By("mend.consent", "recordConsent", ("person", person)),
            var w when w.Contains("curator", StringComparison.Ordinal) => By("mend.curator", "appointCurator", ("programme", programme)),
            var w when w.Contains("roadmap", StringComparison.Ordinal) => To("mend.roadmap", $"/programmes/{programme}/roadmap"),
            var w when w.Contains("wave", StringComparison.Ordinal) => To("mend.wave", $"/programmes/{programme}/survey-waves"),
            var w when w.Contains("mentee", StringComparison.Ordinal) && person is not null =>
                To("mend.person", $"/programmes/{programme}/mentees/{person}"),
            var w when w.Contains("mentor", StringComparison.Ordinal) && person is not null =>
                To("mend.person", $"/programmes/{programme}/mentors/{person}"),
            var w when w.Contains("tandem", StringComparison.Ordinal) && person is not null =>
                To("mend.tandem", $"/programmes/{programme}/tandems/{person}"),
            var w when w.Contains("stage", StringComparison.Ordinal) && int.TryParse(missing.Where, out var stage) =>
                To("mend.stage", $"/programmes/{programme}/stages/{stage}"),
            "certificate-not-issued" when By("mend.issue", "issueCertificate", ("programme", programme),
                ("step-of-page", "1")) is { } issue => issue,
            var w when w.Contains("certificate", StringComparison.Ordinal) => To("mend.certificate",
                $"/programmes/{programme}/certificate"),
            var w when w.Contains("monitoring", StringComparison.Ordinal) => To("mend.monitoring", $"/programmes/{programme}/monitoring"),
            _ => null,
        };

        (string, string)? To(string verb, string address) => (PageWords.Say(verb), address);

        (string, string)? By(string verb, string operation, params (string, object?)[] values) =>
            DecisionForms.For(visit, operation, values) is { } address ? (PageWords.Say(verb), address) : null;
    }
}
