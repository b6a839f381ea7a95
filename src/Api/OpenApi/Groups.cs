using Microsoft.OpenApi;

namespace MentorshipFlow.Api.OpenApi;

/// <summary>The groups of operations in the order in which a school uses them, each with a sentence.</summary>
internal static class Groups
{
    private static readonly (string Name, string Sentence)[] InOrder =
    [
        ("Organisations", "Create a school on this installation, name its operator of personal data and its region."),
        ("Keys", "Issue a key for each person with their roles; the keys decide who may do what."),
        ("Sandboxes", "Try everything with an invented school that ends by itself."),
        ("People", "Register the people of the school, their parents and representatives."),
        ("Consents", "Record consents to process personal data, and their withdrawal."),
        ("Definitions", "Read what the model demands: stages, road map, gates and forms."),
        ("Programmes", "Draft a programme for a school year, follow it, complete or cancel it."),
        ("People of a programme", "Appoint the curator, delegate to others, assign auditors."),
        ("Documents", "Register orders, protocols and other papers with their files."),
        ("Papers", "Make the orders, plans, consents and other papers of a programme, from history and on the school's letterhead."),
        ("Road map", "Plan the activities and settle them with evidence."),
        ("Forms", "Enable the forms of mentoring that the school uses."),
        ("Facts", "Record what happened: meetings, surveys of needs, outreach, resources, figures."),
        ("Participants", "Import registers of mentees, mentors and pairs as the school has them, and export the bases."),
        ("Mentees", "Take applications and requests of mentees, and keep their base."),
        ("Mentors", "Take applications of mentors, interview and select them, and keep their base."),
        ("Shared mentors", "Offer mentors to other schools of the region, find theirs and ask for them."),
        ("Training", "Plan and hold the training of mentors."),
        ("Matching", "Hold rounds of matching: group meeting, preferences, proposal, decision."),
        ("Pairs and groups", "Form pairs and groups, approve them by an order, record their plans and meetings, bring them to their end."),
        ("Surveys", "Open waves of questionnaires, invite to them and take the answers."),
        ("Monitoring", "Study satisfaction, quality and influence, and measure indicators."),
        ("Recognition", "Record encouragements, letters, the final event, competitions and publications."),
        ("Stages", "See what a gate still needs; submit, approve, return and reopen stages."),
        ("Certificate", "Issue the certificate of results, rebuild it and compare a copy with it."),
        ("Notices", "See what is due or overdue."),
        ("Privacy", "Disclose, restrict and erase personal data, and read who saw them."),
        ("Audit", "Prove the history without trusting the server."),
        ("Feed", "Follow every decision, page by page or as a stream."),
        ("Webhooks", "Have decisions sent to another program."),
        ("Jobs", "Follow long work and fetch its result."),
        ("Regional centre", "Count the programmes of schools, see indicators of a region without personal data, give schools materials."),
        ("Health", "Ask whether the server is alive and ready, and read its metrics."),
    ];

    /// <summary>The groups that have an operation. One that is not listed here comes last, without a sentence.</summary>
    public static HashSet<OpenApiTag> Of(IReadOnlySet<string> used) =>
    [
        .. InOrder.Where(g => used.Contains(g.Name)).Select(g => new OpenApiTag { Name = g.Name, Description = g.Sentence }),
        .. used.Except(InOrder.Select(g => g.Name)).Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }),
    ];
}
