using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Notices;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Notices;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Api.Pages.Inbox;

/// <summary>The kinds of tasks, in the order in which letters list them.</summary>
public enum TaskKind
{
    /// <summary>A stage waits for a decision.</summary>
    Decision,

    /// <summary>A stage was returned.</summary>
    Return,

    /// <summary>A stage is in work.</summary>
    Work,

    /// <summary>A day has passed, or a term ends.</summary>
    Deadline,

    /// <summary>A consent or a clearance ends or has ended.</summary>
    Consent,
}

/// <summary>One thing that waits.</summary>
/// <param name="Holds">Whether a stage cannot go on without it.</param>
/// <param name="Verb">What to do about it, which leads there.</param>
/// <param name="Mine">Whether it waits for the visitor, not for somebody else.</param>
/// <param name="Item">The code of the road map's item that it is about; null for anything else.</param>
public sealed record Task(
    TaskKind Kind, string Mark, string Text, string About, string Verb, string Address, bool Holds, DateOnly? Due, bool Mine,
    string? Item = null);

/// <summary>The tasks that wait in the programmes of a school, for the page and for letters.</summary>
/// <param name="Tasks">The visitor's own first; of these what holds a stage, then by date.</param>
/// <param name="Programmes">All that the visitor may see.</param>
public sealed record Waiting(IReadOnlyList<Task> Tasks, IReadOnlyList<ReadProgrammes.Row> Programmes)
{
    /// <summary>Reads it in the visitor's name.</summary>
    public static async Task<Waiting> Of(Visit visit)
    {
        List<Task> tasks = [];
        var programmes = await visit.All<ReadProgrammes.Row>("listProgrammes");
        foreach (var programme in programmes.Where(p => p.Status is ProgrammeStatus.Active or ProgrammeStatus.Draft))
            tasks.AddRange(OfProgramme(visit, programme, await visit.Read<ReadStages.AllStages>("listStages", ("programme",
                programme.Id))));
        var titles = programmes.ToDictionary(p => p.Id, p => $"{p.Title} {p.SchoolYear}");
        if (visit.May("listNotices"))
        {
            var notices = await visit.All<ReadNotices.Row>("listNotices", ("settled", false));
            var items = await Items(visit, notices);
            foreach (var notice in notices) tasks.Add(OfNotice(visit, notice, titles, items.GetValueOrDefault(notice.Id)));
        }

        return new([.. tasks.OrderByDescending(t => t.Mine).ThenByDescending(t => t.Holds).ThenBy(t => t.Due ?? DateOnly.MaxValue)],
            programmes);
    }

    /// <summary>The titles of the road map's items that notices are about, by notice.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> Items(Visit visit, IReadOnlyList<ReadNotices.Row> notices)
    {
        Dictionary<Guid, string> titles = [];
        foreach (var ofOne in notices.Where(n => n.Kind == NoticeKind.RoadmapItemOverdue && n.Programmes.Count > 0)
            .GroupBy(n => n.Programmes[0]))
        {
            if (await visit.Ask("readRoadmap", ("programme", ofOne.Key)) is not { Succeeded: true } map) continue;
            var items = map.As<Map>().Items.ToDictionary(i => i.Plan.Item, i => Sentences.Of(i.Title));
            foreach (var notice in ofOne.Where(n => items.ContainsKey(n.Subject))) titles[notice.Id] = items[notice.Subject];
        }

        return titles;
    }

    /// <summary>A notice in words.</summary>
    /// <param name="item">The title of the item that it is about; null for anything else.</param>
    public static string Words(ReadNotices.Row notice, string? item = null) => PageWords.Say($"notice.{Kebab.Of($"{notice.Kind}")}",
        item is not null ? $"{notice.Subject} «{item}»"
        : notice.Kind is NoticeKind.RoadmapItemOverdue or NoticeKind.ReworkOverdue ? notice.Subject
        : notice.Person is { } whose ? Typo.Code(whose) : "", Typo.Day(notice.Due));

    /// <summary>The page about the matter of a notice.</summary>
    public static string AddressOf(ReadNotices.Row notice)
    {
        var programme = notice.Programmes.Count > 0 ? notice.Programmes[0] : (Guid?)null;
        return notice.Kind switch
        {
            NoticeKind.RoadmapItemOverdue => $"/programmes/{programme}/roadmap/items/{notice.Subject}",
            NoticeKind.ReworkOverdue => $"/programmes/{programme}/stages/{notice.Subject}",
            NoticeKind.SurveyWaveOverdue => $"/programmes/{programme}/survey-waves/{notice.Subject}",
            NoticeKind.ErasureTermEnds or NoticeKind.ErasureTermPassed => "/erasures",
            _ when notice.Person is { } person => $"/people/{person}",
            _ => programme is null ? "/people" : $"/programmes/{programme}",
        };
    }

    /// <summary>Whether a notice concerns the visitor: by person, or by one of the roles.</summary>
    public static bool Concerns(Visit visit, ReadNotices.Row notice) => notice.ForPerson is { } person
        ? person == visit.Identity.Person : notice.ForRole is not { } role || visit.Identity.Roles.Contains(role);

    private static IEnumerable<Task> OfProgramme(Visit visit, ReadProgrammes.Row programme, ReadStages.AllStages all)
    {
        var about = $"{programme.Title} {programme.SchoolYear}";
        foreach (var stage in all.Stages)
        {
            var address = $"/programmes/{programme.Id}/stages/{stage.Number}";
            var name = PageWords.Say($"stage.{stage.Number}");
            Task Decide(string word, string verb, string mark, string operation) => new(TaskKind.Decision, mark,
                PageWords.Say(word, stage.Number, name), about, PageWords.Say(verb), address, true, null, visit.May(operation));
            if (stage.Annulled.Count > 0)
            {
                yield return Decide("task.ground-annulled", "task.look", "reconfirm", "approveStage");
            }
            else if (stage.NeedsReconfirmation)
            {
                yield return Decide("task.reconfirm", "task.open", "reconfirm", "approveStage");
            }
            else if (stage.Number == all.CurrentStage && stage.Status == StageStatus.Submitted)
            {
                yield return stage.Next?.BlockedBy?.Code == "second-approver-required"
                    ? Decide("task.countersign", "task.sign", "submitted", "countersignStage")
                    : Decide("task.approve", "task.open", "submitted", "approveStage");
            }
            else if (stage.Number == all.CurrentStage && stage.Next?.Action == "submit")
            {
                yield return InWork(visit, stage, about, name, address);
            }
        }
    }

    private static Task InWork(Visit visit, StageAnswer stage, string about, string name, string address)
    {
        var holding = stage.Criteria.Count(c => c.Outcome == CriterionOutcome.NotMet);
        var (kind, mark, text, verb) = stage switch
        {
            { Status: StageStatus.Returned, Returned.Remarks.Count: var remarks } => (TaskKind.Return, "returned",
                PageWords.Count("task.returned", remarks, stage.Number, name), "task.mend"),
            _ when holding == 0 => (TaskKind.Work, "in-work", PageWords.Say("task.submit", stage.Number, name), "task.open"),
            _ => (TaskKind.Work, "holds", PageWords.Count("task.held", holding, stage.Number, name), "task.mend"),
        };
        return new(kind, mark, text, about, PageWords.Say(verb), address, true, null, visit.May("submitStage"));
    }

    private static Task OfNotice(Visit visit, ReadNotices.Row notice, Dictionary<Guid, string> titles, string? item) => new(
        notice.Kind is NoticeKind.ConsentEnds or NoticeKind.ConsentEnded or NoticeKind.TransferredConsentsEnd or NoticeKind.ClearanceEnds
            or NoticeKind.ClearanceEnded ? TaskKind.Consent : TaskKind.Deadline,
        notice.Due < visit.Today ? "late" : "not-started", Words(notice, item),
        notice.Programmes.Count > 0 && titles.TryGetValue(notice.Programmes[0], out var title) ? title : "", PageWords.Say("task.open"),
        AddressOf(notice), false, notice.Due, Concerns(visit, notice),
        notice.Kind == NoticeKind.RoadmapItemOverdue ? notice.Subject : null);

    private sealed record Map(IReadOnlyList<MapItem> Items);

    private sealed record MapItem(MapPlan Plan, Wording Title);

    private sealed record MapPlan(string Item);
}
