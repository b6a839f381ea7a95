using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;
using static MentorshipFlow.Domain.Tests.Programmes.Tandems.Partners;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>A programme whose organisation went over to a legal successor: it goes on, and consents to the former operator of personal data
/// end on a day (domain-model.md 5).</summary>
public sealed class A_transferred_programme
{
    private static readonly DateOnly From = WinterOn;
    private static readonly DateOnly Until = WinterOn.AddDays(14);

    private static readonly CharterEvent.ProgrammeTransferred Transfer = new(
        Number(0xc01), ReorganisationKind.Accession, Number(50), Words("Школа № 50"), Words("Постановление № 12"), From, Until);

    private static Story Joined => Working.On(From).As(Actor.Automatic).When(new CharterCommand.TransferProgramme(Transfer))
        .Then(Transfer).As(Vera);

    [Fact]
    public void Goes_on_under_its_id_with_its_approvals_pairs_and_road_map()
    {
        Assert.Equal(Working.State.Gates.Stages.Select(s => s.Status), Joined.State.Gates.Stages.Select(s => s.Status));
        Joined.Meet(Pair, 0x1220, MeetingKind.Regular, From);
        Joined.When(new CharterCommand.TransferProgramme(Transfer)).Refused(Reason.NothingChanges);
        Working.And(new CharterEvent.ProgrammeSuspended(Course.CuratorOrder, Why))
            .When(new CharterCommand.TransferProgramme(Transfer)).Then(Transfer);
    }

    [Fact]
    public void Needs_new_consents_where_the_old_ones_name_the_former_operator()
    {
        Joined.Meet(Pair, 0x1220, MeetingKind.Regular, Until);
        var late = Until.AddDays(1);
        Joined.On(late).When(Meeting(Pair, 0x1221, MeetingKind.Regular, late)).Refused(Reason.ConditionsNotMet,
            ("participation-consent-missing", $"{Senior}"), ("participation-consent-missing", $"{Pupil}"));
        Assert.Contains(Joined.On(late).Evaluation(2).Criteria.Single(c => c.Criterion.Code == "G2.2").Missing,
            m => m == new Missing("participation-consent-missing", $"{Pupil}"));
        Renewed(Joined, From).Meet(Pair, 0x1221, MeetingKind.Regular, late);
        Renewed(Joined, From.AddDays(-1)).On(late).When(Meeting(Pair, 0x1221, MeetingKind.Regular, late)).Refused(Reason.ConditionsNotMet,
            ("participation-consent-missing", $"{Senior}"), ("participation-consent-missing", $"{Pupil}"));
    }

    [Fact]
    public void Keeps_its_consents_where_the_participants_were_notified() =>
        Working.On(From).When(new CharterCommand.TransferProgramme(Transfer with { ConsentsUntil = null })).Accepted()
            .Meet(Pair, 0x1220, MeetingKind.Regular, Until.AddDays(1));

    [Fact]
    public void Comes_back_when_it_was_a_mistake()
    {
        var back = Joined.When(new CharterCommand.VoidTransfer(Transfer.Reorganisation, Why))
            .Then(new CharterEvent.ProgrammeTransferVoided(Transfer.Reorganisation, Why));
        back.Meet(Pair, 0x1220, MeetingKind.Regular, Until.AddDays(1));
        Assert.Empty(back.State.Transfers);
        back.When(new CharterCommand.VoidTransfer(Transfer.Reorganisation, Why)).Refused(Reason.NothingChanges);
    }

    [Fact]
    public void Is_not_transferred_once_it_is_closed() => Working.On(From).As(Ivan)
        .When(new CharterCommand.CancelProgramme(Course.CuratorOrder, Why)).Accepted()
        .When(new CharterCommand.TransferProgramme(Transfer)).Refused(Reason.ProgrammeClosed, "programme-status", "cancelled");

    private static Story Renewed(Story story, DateOnly on) => story.And(
        new ParticipantEvent.PersonStandingRecorded(Senior, SeniorLearner with { Version = 9, Consents = [Given(0x8f1, on)] }),
        new ParticipantEvent.PersonStandingRecorded(Pupil, Learner with { Version = 9, Consents = [Given(0x8f2, on)] }));

    private static ConsentInForce Given(int id, DateOnly on) => new(Number(id), ConsentPurpose.Participation, on, LastDay);
}
