using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Notices;

/// <summary>The dated matters of one programme. A suspension moves no day: only a rescheduling does (domain-model.md 5).</summary>
public static class ProgrammeDeadlines
{
    private const int DaysBeforeDelegationEnds = 7;
    private const int DaysBeforeConsentsEnd = 30;

    /// <summary>The programme's deadlines to announce on a day; none once the programme is completed or cancelled.</summary>
    public static IReadOnlyList<Deadline> On(DateOnly today, Programme programme, Definition definition)
    {
        if (programme.Charter is null || programme.Closed) return [];
        var work = programme.Preparation.CuratorOn(today) is null ? Role.Head : Role.Curator;
        return
        [
            .. Items(today, programme, definition, work), .. Rework(today, programme, work), .. Waves(today, programme, work),
            .. Transfers(today, programme, work),
            .. programme.Delegations.Values.Where(d => d.Until is not null).OrderBy(d => d.Id).SelectMany(d => Deadline.OfTerm(
                today, d.Until!.Value, DaysBeforeDelegationEnds, NoticeKind.DelegationEnds, null, $"{d.Id}", null, d.Person)),
        ];
    }

    // An item is of no concern once its stage is approved, or the criterion on its stage's items is waived.
    private static IEnumerable<Deadline> Items(DateOnly today, Programme programme, Definition definition, Role work) =>
        (programme.Preparation.Roadmap?.Items.Values ?? [])
            .Where(i => i.Status == ItemStatus.Open && i.Plan.PlannedTo < today && !programme.Gates[i.Plan.Stage].Stands
                && !Waived(programme.Gates[i.Plan.Stage], definition))
            .Select(i => new Deadline(NoticeKind.RoadmapItemOverdue, i.Plan.Item, i.Plan.PlannedTo!.Value,
                i.Plan.Responsible is null ? work : null, i.Plan.Responsible));

    private static bool Waived(StageState stage, Definition definition) => definition.Stage(stage.Number).Gate.Criteria
        .Any(c => c.Rule == Rules.StageItemsSettled && stage.Waivers.ContainsKey(c.Code));

    private static IEnumerable<Deadline> Rework(DateOnly today, Programme programme, Role work) => programme.Gates.Stages
        .Where(s => s.Status == StageStatus.Returned && s.Returned?.DueOn < today)
        .Select(s => new Deadline(NoticeKind.ReworkOverdue, $"{s.Number}", s.Returned!.DueOn!.Value, work, null));

    private static IEnumerable<Deadline> Transfers(DateOnly today, Programme programme, Role work) =>
        from transfer in programme.Transfers
        where transfer.ConsentsUntil is { } last && LosesConsents(programme.Participants, last)
        from deadline in Deadline.OfTerm(today, transfer.ConsentsUntil!.Value, DaysBeforeConsentsEnd, NoticeKind.TransferredConsentsEnd,
            null, $"{transfer.Reorganisation}", work)
        select deadline;

    private static bool LosesConsents(ParticipantsRoom participants, DateOnly last) =>
        participants.Mentees.Values.Where(m => m.InBase).Select(m => m.Person)
            .Concat(participants.Mentors.Values.Where(m => m.InBase).Select(m => m.Person))
            .Any(p => participants.ConsentsTo(p, ConsentPurpose.Participation, last)
                && !participants.ConsentsTo(p, ConsentPurpose.Participation, last.AddDays(1)));

    private static IEnumerable<Deadline> Waves(DateOnly today, Programme programme, Role work) => programme.Surveys.Waves.Values
        .Where(w => !w.Closed && w.ClosesOn < today)
        .Select(w => new Deadline(NoticeKind.SurveyWaveOverdue, $"{w.Id}", w.ClosesOn!.Value, work, null));
}
