using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.People;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Включение в базу наставников, исключение и отказ наставника (M125, M126, F9, L16).</summary>
internal sealed class MentorsInAndOut(PrivacyTerms terms) : UseCase
{
    public sealed record Entry(MentorCategory Category) : Dated;

    /// <param name="Text">About the person; sealed in the vault under the person's key.</param>
    public sealed record Removal(RemovalReason Reason, PrivateText? Text = null) : Dated;

    /// <param name="EffectiveFrom">The first day without the mentor; the earliest possible when absent.</param>
    /// <param name="Text">About the person; sealed in the vault under the person's key.</param>
    public sealed record Withdrawal(DateOnly NoticeOn, WithdrawalReason Reason, DateOnly? EffectiveFrom = null, PrivateText? Text = null,
        Guid? Id = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Entry>("/mentors/{person}/base", About("addMentorToBase", "Add to the base of mentors",
            "Under a category of the person's, with a consent that counts today.") with
        {
            Example = new Entry(MentorCategory.Learner), Batch = new("addMentorsToBase", "Add many to the base of mentors"),
        },
            (incoming, r) => new MentorCommand.AddMentorToBase(incoming.Id("person"), r.Category));

        routes.Decide<Removal>("/mentors/{person}/removal", About("removeMentor", "Remove a mentor",
            "From the base, or close the application; with a reason.") with { Example = new Removal(RemovalReason.OwnWish) },
            async (incoming, r) => new MentorCommand.RemoveMentor(incoming.Id("person"), r.Reason,
                await incoming.SealAbout(incoming.Id("person"), r.Text)));

        routes.Decide<Withdrawal>("/mentors/{person}/withdrawal",
            About("withdrawMentor", "Record that a mentor gives up",
            "An employee goes three working days after the notice at the earliest (L16); " +
            "the holidays are those of the statutory terms.") with
        {
            Example = new Withdrawal(new(2021, 11, 2), WithdrawalReason.OwnWish),
        }, async (incoming, r) => new MentorCommand.WithdrawMentor(
            incoming.Id("person"), r.Id ?? incoming.NewId("withdrawal"), r.NoticeOn, r.EffectiveFrom, r.Reason,
            await incoming.SealAbout(incoming.Id("person"), r.Text),
            terms.Holidays));
    }

    private static Operation About(string name, string summary, string description) =>
        new("Mentors", name, summary, description, Takes.Work);
}
