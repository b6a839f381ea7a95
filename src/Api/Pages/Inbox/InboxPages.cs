using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Notices;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Notices;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Api.Pages.Inbox;

/// <summary>One thing that waits.</summary>
/// <param name="Holds">Whether a stage cannot go on without it.</param>
/// <param name="Verb">What to do about it, which leads there.</param>
/// <param name="Mine">Whether it waits for the visitor, not for somebody else.</param>
public sealed record Task(string Mark, string Text, string About, string Verb, string Address, bool Holds, DateOnly? Due, bool Mine);

/// <summary>«Что ждёт меня»: what holds a stage first, then by date.</summary>
internal sealed class InboxPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Page("/inbox", async visit =>
    {
        visit.Require("readProgramme");
        List<Task> tasks = [];
        var programmes = await visit.All<ReadProgrammes.Row>("listProgrammes");
        foreach (var programme in programmes.Where(p => p.Status is ProgrammeStatus.Active or ProgrammeStatus.Draft))
            tasks.AddRange(OfProgramme(visit, programme, await visit.Read<ReadStages.AllStages>("listStages", ("programme",
                programme.Id))));
        var titles = programmes.ToDictionary(p => p.Id, p => $"{p.Title} {p.SchoolYear}");
        if (visit.May("listNotices"))
        {
            foreach (var notice in await visit.All<ReadNotices.Row>("listNotices", ("settled", false)))
                tasks.Add(OfNotice(visit, notice, titles));
        }

        return PageRoutes.Html<InboxView>(visit, ("Tasks", (IReadOnlyList<Task>)
            [.. tasks.OrderByDescending(t => t.Mine).ThenByDescending(t => t.Holds).ThenBy(t => t.Due ?? DateOnly.MaxValue)]),
            ("HasProgrammes", programmes.Count > 0));
    });

    private static IEnumerable<Task> OfProgramme(Visit visit, ReadProgrammes.Row programme, ReadStages.AllStages all)
    {
        var about = $"{programme.Title} {programme.SchoolYear}";
        foreach (var stage in all.Stages)
        {
            var address = $"/programmes/{programme.Id}/stages/{stage.Number}";
            var name = PageWords.Say($"stage.{stage.Number}");
            if (stage.Annulled.Count > 0)
            {
                yield return new("reconfirm", PageWords.Say("task.ground-annulled", stage.Number, name), about,
                    PageWords.Say("task.look"), address,
                    true, null, visit.May("approveStage"));
            }
            else if (stage.NeedsReconfirmation)
            {
                yield return new("reconfirm", PageWords.Say("task.reconfirm", stage.Number, name), about, PageWords.Say("task.open"),
                    address, true,
                    null, visit.May("approveStage"));
            }
            else if (stage.Number == all.CurrentStage && stage.Status == StageStatus.Submitted)
            {
                var second = stage.Next?.BlockedBy?.Code == "second-approver-required";
                yield return new("submitted", PageWords.Say(second ? "task.countersign" : "task.approve", stage.Number, name), about,
                    PageWords.Say(second ? "task.sign" : "task.open"), address, true, null,
                    visit.May(second ? "countersignStage" : "approveStage"));
            }
            else if (stage.Number == all.CurrentStage && stage.Next?.Action == "submit")
            {
                var holding = stage.Criteria.Count(c => c.Outcome == CriterionOutcome.NotMet);
                yield return holding == 0
                    ? new("in-work", PageWords.Say("task.submit", stage.Number, name), about, PageWords.Say("task.open"), address, true,
                        null,
                        visit.May("submitStage"))
                    : new("holds", PageWords.Count("task.held", holding, stage.Number, name), about, PageWords.Say("task.mend"), address,
                        true, null,
                        visit.May("submitStage"));
            }
        }
    }

    private static Task OfNotice(Visit visit, ReadNotices.Row notice, Dictionary<Guid, string> titles)
    {
        var programme = notice.Programmes.Count > 0 ? notice.Programmes[0] : (Guid?)null;
        var late = notice.Due < visit.Today;
        var address = notice.Kind switch
        {
            NoticeKind.RoadmapItemOverdue => $"/programmes/{programme}/roadmap/items/{notice.Subject}",
            NoticeKind.ReworkOverdue => $"/programmes/{programme}/stages/{notice.Subject}",
            NoticeKind.SurveyWaveOverdue => $"/programmes/{programme}/survey-waves/{notice.Subject}",
            NoticeKind.ErasureTermEnds => "/erasures",
            _ when notice.Person is { } person => $"/people/{person}",
            _ => programme is null ? "/people" : $"/programmes/{programme}",
        };
        return new(late ? "late" : "not-started",
            PageWords.Say($"notice.{Kebab.Of($"{notice.Kind}")}", notice.Kind is NoticeKind.RoadmapItemOverdue or NoticeKind.ReworkOverdue
                ? notice.Subject : notice.Person is { } whose ? Typo.Code(whose) : "", Typo.Day(notice.Due)),
            programme is { } p && titles.TryGetValue(p, out var title) ? title : "", PageWords.Say("task.open"), address, false, notice.Due,
            notice.ForPerson is null || notice.ForPerson == visit.Identity.Person);
    }
}
