using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Persons;

/// <summary>The way from what a person lacks to the form that records it.</summary>
internal static class PersonMending
{
    private static readonly Dictionary<string, (string Verb, string Operation)> Forms = new()
    {
        ["participation-consent-missing"] = ("consent", "recordConsent"),
        ["request-missing"] = ("request", "recordMenteeRequest"),
        ["form-not-assigned"] = ("form", "assignMenteeForm"),
        ["entry-measurement-missing"] = ("measurement", "recordEntryMeasurement"),
        ["third-party-information-missing"] = ("information", "recordMenteeInformation"),
        ["subject-not-informed"] = ("information", "recordMenteeInformation"),
        ["mentor-not-in-base"] = ("base", "addMentorToBase"),
        ["mentor-without-form"] = ("offer", "changeMentorOffer"),
        ["selection-undecided"] = ("selection", "selectMentor"),
        ["mentor-not-selected"] = ("selection", "selectMentor"),
        ["interview-missing"] = ("interview", "holdInterview"),
        ["interview-not-positive"] = ("interview", "holdInterview"),
        ["training-not-completed"] = ("training", "completeMentorTraining"),
        ["training-document-annulled"] = ("training", "completeMentorTraining"),
        ["clearance-missing"] = ("clearance", "confirmClearance"),
        ["mentor-enterprise-missing"] = ("enterprise", "nameMentorEnterprise"),
        ["labour-terms-missing"] = ("labour-terms", "fixLabourTerms"),
    };

    /// <summary>The verb and the address for something that a person lacks; null if no form records it or the visitor may not.</summary>
    public static (string Verb, string Address)? Of(Visit visit, Guid programme, MissingThing missing)
    {
        if (!Guid.TryParse(missing.Where.Split(' ')[0], out var person) || !Forms.TryGetValue(missing.What, out var way)) return null;
        (string, object?)[] more = way.Operation == "recordConsent"
            ? [("purpose", "participation"), ("validUntil", Typo.Day(ConsentRules.YearEnd(visit.Today)))] : [];
        var address = DecisionForms.For(visit, way.Operation, [("person", person), .. way.Operation is "recordConsent" or "confirmClearance"
            ? [] : (ReadOnlySpan<(string, object?)>)[("programme", programme)], .. more]);
        return address is null ? null : (PageWords.Say($"person.mend.{way.Verb}"), address);
    }

    /// <summary>The missing thing in one or two words, for a column of a list.</summary>
    public static string Short(MissingThing missing) => PageWords.Maybe($"person.lacks.{missing.What}") ?? missing.Sentence;
}
