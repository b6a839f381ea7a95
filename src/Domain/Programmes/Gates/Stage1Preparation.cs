using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Criteria of gate 1: the conditions for the launch are prepared (domain-model.md 4, G1.3 to G1.10).</summary>
public static class Stage1Preparation
{
    /// <summary>G1.3: the road map is approved, every stage has items, each item has a responsible person, and nobody who is responsible
    /// for an open item has left (M100).</summary>
    public static Finding RoadmapApproved(RuleContext context)
    {
        if (context.Programme.Preparation.Roadmap is not { } roadmap) return Finding.Of([new("roadmap-not-approved", "roadmap")], []);
        var items = roadmap.Items.Values.Select(i => i.Plan).ToList();
        return Finding.Of(
            [
                .. Enumerable.Range(1, 7).Where(n => !items.Exists(i => i.Stage == n))
                .Select(n => new Missing("stage-without-items", $"{n}")),
                .. items.Where(i => i.Responsible is null && i.Position is null)
                .Select(i => new Missing("item-without-responsible", i.Item)),
                .. roadmap.Items.Values.Where(i => i.Status == ItemStatus.Open && i.Plan.Responsible is { } person
                    && context.Programme.Preparation.Gone.ContainsKey(person)).Select(i => new Missing("responsible-left", i.Plan.Item)),
                .. Grounds.Gone(context.Programme.Documents, [roadmap.Document]),
            ],
            [$"roadmap:{roadmap.Version}"],
            items.Select(ItemWords.Plan));
    }

    /// <summary>G1.4: the curator was appointed by an order that is in force, is in office today, and has not left the organisation
    /// (M101).</summary>
    public static Finding CuratorInOffice(RuleContext context)
    {
        if (context.Programme.Preparation.CuratorOn(context.AsOf) is not { } term)
            return Finding.Of([new("curator-not-in-office", "curator")], []);
        return Finding.Of(
            [
                .. Grounds.Gone(context.Programme.Documents, [term.Order]),
                .. context.Programme.Preparation.Gone.ContainsKey(term.Person) ? [new("curator-left", $"{term.Person}")]
                    : Array.Empty<Missing>(),
            ],
            [$"person:{term.Person}", $"document:{term.Order}"],
            $"from {Dates.Text(term.From)}");
    }

    /// <summary>G1.5: needs survey concluded, meeting held, at least one form enabled and no precondition open (M103, M104).</summary>
    public static Finding NeedsSurveyAndMeeting(RuleContext context)
    {
        var room = context.Programme.Preparation;
        var surveys = room.Of<Fact.NeedsSurveyConcluded>().ToList();
        var meetings = room.Of<Fact.AdministrativeMeetingHeld>().ToList();
        var enabled =
            room.Forms.Values.Where(f => !f.PreconditionOpen).Select(f => f.Enabled).OrderBy(f => f.Form, StringComparer.Ordinal).ToList();
        var usable = enabled.Select(f => f.Form).ToList();
        return Finding.Of(
            new (bool Lacks, Missing What)[]
            {
                (surveys.Count == 0, new("needs-survey-not-concluded", "needs-survey")),
                (meetings.Count == 0, new("administrative-meeting-not-held", "administrative-meeting")),
                (usable.Count == 0, new("no-form-usable", "forms")),
            }.Where(check => check.Lacks).Select(check => check.What)
                .Concat(Grounds.Gone(context.Programme.Documents, [.. surveys, .. meetings]))
                .Concat(Grounds.Gone(context.Programme.Documents, room.Forms.Values.Select(f => f.MetBy))),
            [.. surveys.Select(f => $"fact:{f.Id}"), .. meetings.Select(f => $"fact:{f.Id}"), .. usable.Select(f => $"form:{f}")],
            enabled.Select(f =>
                $"form {f.Form} {string.Join(',', f.Variants)} {string.Join(',', f.Kinds.Select(k => Kebab.Of(k.ToString())))}"));
    }

    /// <summary>G1.6: the programme bank has an entry for each enabled form (M105).</summary>
    public static Finding BankEntryPerForm(RuleContext context)
    {
        var room = context.Programme.Preparation;
        var entries = room.Of<Fact.ProgrammeBankEntryAdded>().ToList();
        return Finding.Of(
            room.Forms.IsEmpty
                ? [new Missing("no-form-enabled", "forms")]
                : room.Forms.Keys.Order(StringComparer.Ordinal).Where(form => !entries.Exists(e => e.Form == form))
                    .Select(form => new Missing("bank-entry-missing", form)),
            entries.Where(e => room.Forms.ContainsKey(e.Form)).Select(e => $"fact:{e.Id}"));
    }

    /// <summary>G1.7: outreach is held over each of the six channels, or the channel is not applicable with a reason; the channels of
    /// <c>mustBeHeld</c> are held (M91 to M96).</summary>
    public static Finding OutreachSixChannels(RuleContext context)
    {
        var room = context.Programme.Preparation;
        var held = room.Of<Fact.OutreachHeld>().ToLookup(f => f.Channel);
        var notApplicable = room.Of<Fact.OutreachNotApplicable>().ToLookup(f => f.Channel);
        var must = context.Criterion.Values("mustBeHeld");
        return Finding.Of(
            context.Definition.OutreachChannels
                .Where(c => !held.Contains(c.Code) && (must.Contains(c.Code) || !notApplicable.Contains(c.Code)))
                .Select(c => new Missing("outreach-not-held", c.Code))
                .Concat(Grounds.Gone(context.Programme.Documents, held.SelectMany(g => g))),
            [.. held.SelectMany(g => g).Select(f => $"fact:{f.Id}"), .. notApplicable.SelectMany(g => g).Select(f => $"fact:{f.Id}")]);
    }

    /// <summary>G1.9: the needed resources and their sources are determined (M86).</summary>
    public static Finding ResourcesDetermined(RuleContext context)
    {
        var resources = context.Programme.Preparation.Of<Fact.ResourceRegistered>().ToList();
        return Finding.Of(resources.Count == 0 ? [new Missing("resources-not-determined", "resources")] : [],
            resources.Select(f => $"fact:{f.Id}"));
    }

    /// <summary>G1.10: a baseline of each of the nine results and the contingent are recorded (M75 to M83).</summary>
    public static Finding BaselinesRecorded(RuleContext context)
    {
        var room = context.Programme.Preparation;
        var baselines = room.Of<Fact.BaselineRecorded>().ToList();
        var contingents = room.Of<Fact.ContingentRecorded>().ToList();
        return Finding.Of(
            [
                .. context.Definition.Results.Where(r => !baselines.Exists(b => b.Result == r.Code))
                .Select(r => new Missing("baseline-missing", r.Code)),
                .. contingents.Count == 0 ? [new Missing("contingent-missing", "contingent")] : Array.Empty<Missing>(),
            ],
            [.. baselines.Select(f => $"fact:{f.Id}"), .. contingents.Select(f => $"fact:{f.Id}")]);
    }
}
