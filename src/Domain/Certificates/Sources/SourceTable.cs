using System.Collections.Frozen;
using static MentorshipFlow.Certificates.Sources.CompletionTopics;
using static MentorshipFlow.Certificates.Sources.PeopleTopics;
using static MentorshipFlow.Certificates.Sources.TandemTopics;
using static MentorshipFlow.Certificates.Sources.Topics;

namespace MentorshipFlow.Certificates.Sources;

/// <summary>Which sources feed a figure.</summary>
/// <param name="Pattern">See <see cref="SourceTable"/>.</param>
internal sealed record SourceLine(string Pattern, params IReadOnlyList<Source> Sources);

/// <summary>
/// The whole table: a place in the JSON and the sources that it is computed from. <c>{code}</c> stands for the elements of a list
/// and names the member that tells them apart (<c>value</c>: the element itself; <c>n</c>: its number, from 1); a list's own line is about
/// which elements it has; <c>/**</c> is everything beneath. A place without a line throws.
/// </summary>
internal static class SourceTable
{
    private const string Beneath = "/**";

    private static readonly Beside Parameter = new(Origin.Parameter);
    private static readonly Beside Definition = new(Origin.Definition);
    private static readonly Beside Provenance = new(Origin.Provenance);

    private static readonly SourceLine[] Lines =
    [
        new("/format", Provenance),
        new("/completeness/**", Parameter, Definition, Everything.All),

        new("/title/organisation", Draft.All), new("/title/organisationTitle", Draft.All),
        new("/title/transfers", Transfers.All), new("/title/transfers/{n}/**", Transfers.All),
        new("/title/programme", Charter.All), new("/title/schoolYear", Charter.All),
        new("/title/number", Parameter), new("/title/date", Parameter), new("/title/asOf", Parameter),
        new("/title/status", Course.All, Curators.All),
        new("/title/early", Cancellation.All), new("/title/cancellation/**", Cancellation.All),
        new("/title/legalBases", LegalBases.All), new("/title/legalBases/{id}/**", LegalBases.By("id")),
        new("/title/orders", Register.Of("introduction-order")), new("/title/orders/{id}/**", Documents.By("id")),
        new("/title/regulations", Register.Of("mentoring-regulation")), new("/title/regulations/{id}/**", Documents.By("id")),
        new("/title/curators", Curators.All), new("/title/curators/{n}/**", Curators.All),

        new("/aims/goal", Charter.All),
        new("/aims/tasks", Definition, Objectives.All), new("/aims/tasks/{code}/**", Definition, Objectives.By("code")),
        new("/aims/tasks/{code}/indicators/{indicator}/**", Objectives.By("code"), ObjectiveValues.By("code")),
        new("/aims/forms", Forms.All), new("/aims/forms/{code}/**", Forms.By("code")),
        new("/aims/forms/{code}/title", Definition, Forms.By("code")),

        new("/roadmap/version", Plan.All), new("/roadmap/stages", Plan.All),
        new("/roadmap/stages/{n}/planned", Plan.All),
        new("/roadmap/stages/{n}/done", Plan.All, Settled.By("n")),
        new("/roadmap/stages/{n}/notApplicable", Plan.All, Settled.By("n")),
        new("/roadmap/stages/{n}/donePercent", Plan.All, Settled.By("n")),
        new("/roadmap/stages/{n}/timed", Plan.All, Settled.By("n"), Rescheduled.By("n")),
        new("/roadmap/stages/{n}/onTimePercent", Plan.All, Settled.By("n"), Rescheduled.By("n")),
        new("/roadmap/stages/{n}/medianDaysLate", Plan.All, Settled.By("n"), Rescheduled.By("n")),
        new("/roadmap/stages/{n}/mostDaysLate", Plan.All, Settled.By("n"), Rescheduled.By("n")),
        new("/roadmap/stages/{n}/rescheduled", Plan.All, Rescheduled.By("n")),
        new("/roadmap/total/planned", Plan.All),
        new("/roadmap/total/done", Plan.All, Settled.All),
        new("/roadmap/total/notApplicable", Plan.All, Settled.All),
        new("/roadmap/total/donePercent", Plan.All, Settled.All),
        new("/roadmap/total/timed", Plan.All, Settled.All, Rescheduled.All),
        new("/roadmap/total/onTimePercent", Plan.All, Settled.All, Rescheduled.All),
        new("/roadmap/total/medianDaysLate", Plan.All, Settled.All, Rescheduled.All),
        new("/roadmap/total/mostDaysLate", Plan.All, Settled.All, Rescheduled.All),
        new("/roadmap/total/rescheduled", Plan.All, Rescheduled.All),

        new("/roadmap/annulled", Plan.All, Items.All, Register.All),
        new("/roadmap/annulled/{item}/**", Plan.All, Items.By("item"), Register.All),
        new("/roadmap/annulled/{item}/title", Definition, Plan.All, Items.By("item"), Register.All),

        new("/gates/stages", Provenance), new("/gates/stages/{stage}/stage", Provenance),
        new("/gates/stages/{stage}/workOpenedOn", Plan.All, Work.By("stage")),
        new("/gates/stages/{stage}/submittedOn", Submissions.By("stage")),
        new("/gates/stages/{stage}/submissions", Submissions.By("stage")),
        new("/gates/stages/{stage}/awaitsDecision", Submissions.By("stage"), Returns.By("stage"), Approvals.By("stage"), Cancellation.All),
        new("/gates/stages/{stage}/returns", Returns.By("stage")), new("/gates/stages/{stage}/returns/{n}/**", Returns.By("stage")),
        new("/gates/stages/{stage}/approval/**", Approvals.By("stage")),
        new("/gates/stages/{stage}/waivers", Waivers.By("stage"), Approvals.By("stage")),
        new("/gates/stages/{stage}/waivers/{criterion}/**", Waivers.By("criterion"), Approvals.By("stage")),
        new("/gates/stages/{stage}/reopenings", Reopenings.By("stage")),
        new("/gates/stages/{stage}/reopenings/{n}/**", Reopenings.By("stage")),
        new("/gates/stages/{stage}/revocations", Revocations.By("stage")),
        new("/gates/stages/{stage}/revocations/{n}/**", Revocations.By("stage")),
        new("/gates/stages/{stage}/needsReconfirmation", Approvals.By("stage"), Unsettled.By("stage")),
        new("/gates/stages/{stage}/annulled", Approvals.By("stage"), Plan.All, Settled.By("stage"), Register.All),
        new("/gates/stages/{stage}/annulled/{id}/**", Approvals.By("stage"), Plan.All, Settled.By("stage"), Documents.By("id")),
        new("/gates/stages/{stage}/durationDays", Plan.All, Work.By("stage"), Approvals.By("stage")),

        new("/outreach/channels", Definition), new("/outreach/channels/{code}/code", Definition),
        new("/outreach/channels/{code}/title", Definition), new("/outreach/channels/{code}/held", Outreach.By("code")),
        new("/outreach/channels/{code}/attendance", Outreach.By("code")),
        new("/outreach/channels/{code}/heldWithoutAttendance", Outreach.By("code")),
        new("/outreach/channels/{code}/notApplicable", OutreachNotApplicable.By("code")),
        new("/outreach/channels/{code}/notApplicable/{ref}/**", OutreachNotApplicable.By("code")),

        new("/menteeBase/entries/**", Mentees.All),
        new("/menteeBase/applications", Mentees.All), new("/menteeBase/notEntered", Mentees.All),
        new("/menteeBase/kinds", MenteesByKind.All), new("/menteeBase/kinds/{name}/**", MenteesByKind.By("name")),
        new("/menteeBase/forms", Definition, MenteesByForm.All), new("/menteeBase/forms/{name}/**", Definition, MenteesByForm.By("name")),
        new("/menteeBase/ageBands", MenteesByAge.All), new("/menteeBase/ageBands/{name}/**", MenteesByAge.By("name")),
        new("/menteeBase/requests", Mentees.All, Requests.All), new("/menteeBase/requests/{name}/**", Requests.By("name")),
        new("/menteeBase/measured/**", Mentees.All, Measurements.All, EntryAnswers.All),
        new("/menteeBase/lateApplications/**", Mentees.All),
        new("/menteeBase/lateEntries", Mentees.All, Approvals.Of("2"), Submissions.Of("2")),
        new("/menteeBase/removed", Mentees.All), new("/menteeBase/removed/{name}/**", MenteesByRemoval.By("name")),

        new("/mentorBase/applications", Mentors.All), new("/mentorBase/notEntered", Mentors.All),
        .. OfMentorsNow("/mentorBase/entries", Mentors.All),
        .. OfMentorsNow("/mentorBase/categories/{name}", MentorsByCategory.By("name")),
        .. OfMentorsNow("/mentorBase/contours/{name}", MentorsByContour.By("name")),
        .. OfMentorsNow("/mentorBase/selected", Mentors.All, Selections.All),
        .. OfMentorsNow("/mentorBase/rejected/{name}", Rejections.By("name")),
        .. OfMentorsNow("/mentorBase/trained", Mentors.All, Selections.All, Trainings.All),
        new("/mentorBase/ready/ever", Mentors.All, Declarations.All),
        new("/mentorBase/ready/now", Parameter, Mentors.All, Declarations.All, Withdrawals.All, Standings.All,
            Transfers.All),
        new("/mentorBase/withdrawn", Parameter, Mentors.All, Withdrawals.All),
        .. OfMentorsNow("/mentorBase/sharing/answered", Mentors.All, Sharing.All),
        .. OfMentorsNow("/mentorBase/sharing/permitted", Mentors.All, Sharing.All),
        .. OfMentorsNow("/mentorBase/lateApplications", Mentors.All),
        new("/mentorBase/lateEntries", Parameter, Mentors.All, Withdrawals.All, Approvals.Of("3"), Submissions.Of("3")),
        new("/mentorBase/categories", Mentors.All), new("/mentorBase/categories/{name}/**", MentorsByCategory.By("name")),
        new("/mentorBase/contours", MentorsByContour.All), new("/mentorBase/contours/{name}/**", MentorsByContour.By("name")),
        new("/mentorBase/rejected", Mentors.All, Selections.All), new("/mentorBase/rejected/{name}/**", Rejections.By("name")),
        new("/mentorBase/trainingMinutes", Mentors.All, Trainings.All),
        new("/mentorBase/removed", Mentors.All), new("/mentorBase/removed/{name}/**", MentorsByRemoval.By("name")),

        new("/tandems/approved", Tandems.All), new("/tandems/forms", Definition, Forms.All, Tandems.All),
        new("/tandems/forms/{form}/**", Definition, Forms.By("form"), Tandems.All, Replacements.All, Endings.All),
        new("/tandems/completed", Tandems.All, Endings.All), new("/tandems/reached", Tandems.All, Endings.All),
        new("/tandems/dissolved", Tandems.All, Endings.All), new("/tandems/dissolved/{n}/**", Tandems.All, Endings.All),
        new("/tandems/dissolvedInAll", Tandems.All, Endings.All),
        new("/tandems/replaced", Tandems.All, Replacements.All),
        new("/tandems/covered", Mentees.All, Tandems.All, Members.All), new("/tandems/base", Mentees.All, Tandems.All),
        new("/tandems/unmatched", Mentees.All, Tandems.All, Members.All, Decided.All),
        new("/tandems/unmatched/{n}/**", Mentees.All, Tandems.All, Members.All, Decided.All),
        new("/tandems/employment/**", Definition, Forms.All, Tandems.All, Members.All, Employments.All, Partners.All),
        new("/tandems/groups", Tandems.All), new("/tandems/grouped", Tandems.All, Members.All),
        new("/tandems/memberships", Tandems.All, Members.All),
        new("/tandems/mentors", Tandems.All, Replacements.All), new("/tandems/lateJoins", Tandems.All, Members.All),

        new("/meetings/held", Tandems.All, Meetings.All), new("/meetings/kinds", Provenance, Tandems.All),
        new("/meetings/kinds/{kind}/kind", Provenance, Tandems.All),
        new("/meetings/kinds/{kind}/number", Tandems.All, MeetingsByKind.By("kind")),
        new("/meetings/fullCycle", Tandems.All, Meetings.All), new("/meetings/tandems", Tandems.All),
        new("/meetings/regular", Tandems.All, MeetingsByKind.Of("regular")),
        new("/meetings/activeMonths", Parameter, Tandems.All, Endings.All, Suspensions.All),
        new("/meetings/minutes", Tandems.All, Meetings.All), new("/meetings/present", Tandems.All, Meetings.All),
        new("/meetings/expected", Tandems.All, Meetings.All), new("/meetings/cancelled", Tandems.All, Cancelled.All),

        new("/mentorBase/longTerm", Mentors.All, LongTerm.All),

        new("/quality/concluded", Monitored.All), new("/quality/concluded/{id}/**", Monitored.All),
        new("/quality/swot", Monitored.All), new("/quality/swot/{n}/**", Monitored.All),
        new("/quality/shares", Definition, Surveyed.All, Mentees.All, Assigned.All),
        new("/quality/shares/{n}/**", Definition, Measured.By("code"), Surveyed.All, Mentees.All, Assigned.All),
        new("/quality/scores", Monitored.All), new("/quality/scores/{id}/**", Monitored.All),
        new("/quality/responses", Surveyed.All), new("/quality/responses/{id}/**", Surveyed.All),

        new("/satisfaction/from", Definition), new("/satisfaction/waves", Surveyed.All),
        new("/satisfaction/waves/{id}/**", Definition, Surveyed.All),

        new("/influence/exposureDays", Definition),
        new("/influence/menteesExposed", Worked.All), new("/influence/mentorsExposed", Worked.All),
        new("/influence/mentees", Definition, Measured.All, Worked.All, Standings.All),
        new("/influence/mentees/{code}/**", Definition, Measured.By("code"), Worked.All, Standings.All),
        new("/influence/mentors", Definition, Measured.All, Worked.All, Standings.All),
        new("/influence/mentors/{code}/**", Definition, Measured.By("code"), Worked.All, Standings.All),

        new("/results/results", Definition), new("/results/results/{code}/code", Definition),
        new("/results/results/{code}/measures", Definition),
        new("/results/results/{code}/measures/{indicator}/**", Definition, Measured.By("indicator"), Baselines.By("code"), Worked.All,
            Standings.All),

        new("/targets/year", Charter.All), new("/targets/targets", Definition),
        new("/targets/targets/{code}/**", Definition, Charter.All, Contingent.All, Worked.All, Standings.All, Partners.All, Surveyed.All),

        new("/recognition/encouragements", Recognition.Of("EncouragementOrdered")),
        new("/recognition/encouragements/{id}/**", Recognition.Of("EncouragementOrdered"), Documents.By("order")),
        new("/recognition/encouraged", Recognition.Of("EncouragementOrdered")),
        new("/recognition/letters", Recognition.Of("ThankYouLetterIssued")),
        new("/recognition/letters/{id}/**", Recognition.Of("ThankYouLetterIssued"), Partners.All, Documents.By("document")),
        new("/recognition/finalEventOrders", Recognition.Of("FinalEventOrdered")),
        new("/recognition/finalEventOrders/{id}/**", Recognition.Of("FinalEventOrdered"), Documents.By("order")),
        new("/recognition/finalEvents", Recognition.Of("FinalEventHeld")),
        new("/recognition/finalEvents/{id}/**", Recognition.Of("FinalEventHeld")),
        new("/recognition/competitions", Recognition.Of("CompetitionHeld")),
        new("/recognition/competitions/{id}/**", Recognition.Of("CompetitionHeld")),
        new("/recognition/publications", Recognition.Of("ResultsPublished")),
        new("/recognition/publications/{id}/**", Recognition.Of("ResultsPublished")),
        new("/recognition/practices", Recognition.Of("BestPracticeCollected")),
        new("/recognition/practices/{id}/**", Recognition.Of("BestPracticeCollected")),

        new("/documents/documents", Definition),
        new("/documents/documents/{code}/number", Definition), new("/documents/documents/{code}/code", Definition),
        new("/documents/documents/{code}/title", Definition), new("/documents/documents/{code}/presence", Definition, Register.By("code")),
        new("/documents/documents/{code}/withdrawn", Register.By("code")),
        new("/documents/documents/{code}/withdrawn/{id}/**", Documents.By("id")),
        new("/documents/documents/{code}/inForce", Register.By("code")),
        new("/documents/documents/{code}/inForce/{id}/**", Documents.By("id")),

        new("/documents/year/held", YearPlan.All), new("/documents/year/held/{id}/**", YearPlan.All),
        new("/documents/year/notHeld", YearPlan.All), new("/documents/year/notHeld/{id}/**", YearPlan.All),

        new("/personalData/persons", Standings.All),
        new("/personalData/consents", Provenance, Standings.All),
        new("/personalData/consents/{purpose}/purpose", Provenance, Standings.All),
        new("/personalData/consents/{purpose}/given", Consents.By("purpose")),
        new("/personalData/consents/{purpose}/refused", Consents.By("purpose")),
        new("/personalData/consents/{purpose}/withdrawn", Consents.By("purpose")),
        new("/personalData/consents/{purpose}/inForce", Parameter, Consents.By("purpose"), Transfers.All),
        new("/personalData/restricted", Standings.All), new("/personalData/erasures/**", Standings.All),

        new("/findings/conclusions/**", Parameter),
        new("/findings/waived", Waivers.All, Approvals.All),
        new("/findings/waived/{criterion}/**", Waivers.By("criterion"), Approvals.By("stage")),
        new("/findings/overdue", Parameter, Plan.All, Items.All), new("/findings/overdue/{item}/**", Parameter, Plan.All, Items.By("item")),
        new("/findings/missingBaselines", Definition, Baselines.All, Contingent.All),
        new("/findings/missingBaselines/{value}", Definition, Baselines.By("value"), Contingent.By("value")),
        new("/findings/selfApprovals", Approvals.All), new("/findings/selfApprovals/{stage}/**", Approvals.By("stage")),
        new("/findings/lateEntries", Definition, Late.All), new("/findings/lateEntries/{type}/**", Definition, Late.By("type")),
        new("/findings/lateEntries/{type}/versions/{value}", Definition, Late.By("type")),
        new("/findings/warnings", Plan.All, Warned.All), new("/findings/warnings/{where}/**", Plan.All, Warned.By("where")),

        new("/provenance/programme", Provenance),
        new("/provenance/version", Everything.All), new("/provenance/leaf", Last.All),
        new("/provenance/events", Everything.All), new("/provenance/events/{type}/**", Everything.By("type")),
        new("/provenance/definition/**", Definition, Pinning.All),
        new("/provenance/questionnaires", Surveyed.All), new("/provenance/questionnaires/{code}/**", Surveyed.All),
        new("/provenance/parameters/**", Parameter),
    ];

    private static readonly FrozenDictionary<string, SourceLine> ByPattern = Lines.ToFrozenDictionary(l => l.Pattern);

    // A list's pattern, and the member that tells its elements apart.
    private static readonly FrozenDictionary<string, string> Wildcards = Lines
        .SelectMany(l =>
            Enumerable.Range(0, l.Pattern.Length).Where(i => l.Pattern[i] == '{')
                .Select(i => (List: l.Pattern[..(i - 1)], Member: l.Pattern[(i + 1)..l.Pattern.IndexOf('}', i)])))
        .Distinct().ToFrozenDictionary(e => e.List, e => e.Member);

    /// <summary>Every pattern.</summary>
    public static IEnumerable<string> Patterns => Lines.Select(l => l.Pattern);

    /// <summary>The member that tells the elements of a list apart; <c>n</c>, their number, where the table does not say.</summary>
    public static string Wildcard(string list) => Wildcards.GetValueOrDefault(list, "n");

    /// <summary>The line for a place: its own, or that of the nearest "everything beneath".</summary>
    /// <exception cref="InvalidOperationException">The table has no line for the place.</exception>
    public static SourceLine Find(Place place)
    {
        if (ByPattern.TryGetValue(place.Pattern, out var own)) return own;
        for (var above = place.Pattern; above.LastIndexOf('/') is >= 0 and var end;)
        {
            above = above[..end];
            if (ByPattern.TryGetValue(above + Beneath, out var covering)) return covering;
        }

        throw new InvalidOperationException($"No line of the source table is about {place.Pattern}.");
    }

    // A count of all, and of those who are there on the as-of date because no withdrawal has taken effect.
    private static SourceLine[] OfMentorsNow(string pattern, params IReadOnlyList<Source> ever) =>
        [new($"{pattern}/ever", ever), new($"{pattern}/now", [Parameter, .. ever, Withdrawals.All])];
}
