using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Форма наставничества для наставляемого (M113).</summary>
internal sealed class MenteeForms : UseCase
{
    /// <param name="Form">Code of an enabled form.</param>
    /// <param name="Variant">Code of a role model of the definition or of the school.</param>
    public sealed record Assignment(string Form, string? Variant = null) : Dated;

    /// <param name="Motivation">What moves the mentee who is to meet an employer.</param>
    public sealed record Named(MenteeMotivation Motivation) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Assignment>(
            "/mentees/{person}/form",
            new("Mentees", "assignMenteeForm", "Assign a form",
                "One that is enabled and that the person fits (M5 to M10). A later one takes the place of the earlier.", Takes.Work)
            {
                Match = ReadMentees.Seen, Example = new Assignment("learner-learner", "leader-passive"),
            },
            (incoming, r) => new MenteeCommand.AssignForm(incoming.Id("person"), r.Form, r.Variant));

        routes.Decide<Named>(
            "/mentees/{person}/motivation",
            new("Mentees", "nameMenteeMotivation", "Set a mentee's motivation",
                "Before the mentee is joined with an employer (M8). A later one takes the place of the earlier.", Takes.Work)
            {
                Match = ReadMentees.Seen, Example = new Named(MenteeMotivation.GeneralProfessional),
            },
            (incoming, r) => new MenteeCommand.NameMotivation(incoming.Id("person"), r.Motivation));
    }
}
