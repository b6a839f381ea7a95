using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 8; absent when no pair or group was formed.</summary>
/// <param name="Approved">#T of model.md 5.6: listed by an order, and not voided.</param>
/// <param name="Completed">#Tc.</param>
/// <param name="Reached">Of the completed, those that reached their goal.</param>
/// <param name="Dissolved">#Td by reason and initiator.</param>
/// <param name="DissolvedInAll">#Td.</param>
/// <param name="Replaced">Mentors who were replaced.</param>
/// <param name="Covered">#E: mentees whom an order ever listed.</param>
/// <param name="Base">#MB.</param>
/// <param name="Grouped">Memberships in groups.</param>
/// <param name="Memberships">Memberships in pairs and groups.</param>
/// <param name="Mentors">#A: mentors who ever led one.</param>
/// <param name="Unmatched">#U by decision.</param>
/// <param name="LateJoins">Memberships that began after the approval of stage 5.</param>
/// <param name="Employment">Absent if no form is enabled whose outcome may be an employment.</param>
internal sealed record TandemsContent(
    int Approved, IReadOnlyList<FormOfTandemsContent> Forms, int Completed, int Reached, IReadOnlyList<DissolvedContent> Dissolved,
    int DissolvedInAll, int Replaced, int Covered, int Base, IReadOnlyList<UndecidedContent> Unmatched, int Groups, int Grouped,
    int Memberships, int Mentors, int LateJoins, EmploymentContent? Employment);

/// <summary>Mentees of the base who were in no approved pair or group, by the last decision about them.</summary>
/// <param name="Ended">Support cases that were ended; absent for other decisions.</param>
internal sealed record UndecidedContent(string Decision, int? Number, int? Ended, bool? Withheld);

/// <summary>Employments in the form employer – student (M10).</summary>
/// <param name="Mentees">Mentees of approved pairs and groups of that form.</param>
internal sealed record EmploymentContent(
    int? Employed, int Mentees, IReadOnlyList<EnterpriseContent> Enterprises, bool? Withheld);

/// <summary>Mentees whom an enterprise employed.</summary>
internal sealed record EnterpriseContent(string Title, int? Employed, bool? Withheld);

/// <summary>Pairs or groups of one form. An enabled form without any is listed with zeros.</summary>
internal sealed record FormOfTandemsContent(
    string Form, TandemKind Kind, string Title, int? Approved, int? Completed, int? Dissolved, int? Replaced, bool? Withheld);

/// <summary>Dissolved pairs and groups of one reason and one initiator.</summary>
/// <param name="Reason">Absent, like the others, where it is about too few persons for the public version.</param>
internal sealed record DissolvedContent(string? Reason, string? InitiatedBy, int? Number, bool? Withheld);

/// <summary>
/// Section 8. Only pairs and groups that an order approved count; the kind is that of the formation:
/// <code>
/// Утверждено приказом: {#T}
/// По формам: {count of elements}                  by the definition's order; pairs before groups; enabled forms also with 0
/// - {title}; {пары|группы}; утверждено: {n}; завершено: {n}; расторгнуто: {n}; замен наставника: {n}
/// Завершено: {#Tc}; доля: {#Tc ÷ #T, %}
/// Цель достигнута: {number}; доля: {number ÷ #Tc, %}
/// Расторгнуто: {#Td}                              by reason, then by initiator
/// - {reason}; по инициативе: {initiator}; {n}
/// Замен наставника: {number}
/// Охвачено наставляемых: {#E}; доля: {#E ÷ #MB, %}
/// Без пары или группы: {#MB − #E}                 persons who are or were in the base; by the last decision about them
/// - {decision|решения нет}; {n}[; завершено: {n}]
/// Средний размер группы: {memberships in groups ÷ groups}
/// Нагрузка наставника: {memberships ÷ #A}
/// Вступили после утверждения этапа 5: {number}
/// Трудоустроено: {number}; доля: {number ÷ mentees of the form, %}        only if the form employer – student is enabled or used
/// - «{enterprise}»; {n}                           by title
/// </code>
/// In the public version numbers of a list about fewer than three mentees are withheld, and so many others with them that the total does
/// not give them away (<see cref="SmallCells"/>); with them the reasons of dissolutions. Of fewer than three covered mentees only the first
/// line stands, without its number. Without any pair or group the first line has no source and the others are left out.
/// </summary>
internal static class TandemsSection
{
    public static TandemsContent? Of(Programme state, Definition definition, Suppression suppression)
    {
        if (state.Tandems.Tandems.IsEmpty || Hides(state, suppression)) return null;
        List<Tandem> tandems = [.. Approved(state)];
        List<Membership> members = [.. tandems.SelectMany(Members)];
        List<Tandem> groups = tandems.FindAll(t => t.Formed.Kind == TandemKind.Group);
        var based = state.Participants.Mentees.Values.Where(m => m.EverInBase).Select(m => m.Person).ToHashSet();
        return new(
            tandems.Count, Forms(state, tandems, definition, suppression), tandems.Count(t => t.Status == TandemStatus.Completed),
            tandems.Count(t => t.Ending is { Event: TandemEvent.TandemCompleted { Outcome: TandemOutcome.Reached } }),
            Dissolved(tandems, suppression), tandems.Count(t => t.Status == TandemStatus.Dissolved),
            tandems.Sum(Replacements), members.Select(m => m.Mentee).Distinct().Count(based.Contains), based.Count,
            Unmatched(state, based.Except(members.Select(m => m.Mentee)), suppression), groups.Count,
            groups.Sum(g => Members(g).Count()), members.Count, tandems.SelectMany(t => t.Mentors).Select(m => m.Mentor).Distinct().Count(),
            members.Count(m => m.LateJoin), Employment(state, tandems, definition, suppression));
    }

    /// <summary>Whether the covered mentees are too few for any number of the public version.</summary>
    public static bool Hides(Programme state, Suppression suppression) =>
        suppression.Hides(Exposed.Mentees(state).Count) && Approved(state).Any();

    /// <summary>Pairs and groups that count: an order approved them.</summary>
    public static IEnumerable<Tandem> Approved(Programme state) => state.Tandems.Tandems.Values.Where(t => t.Approved is not null);

    public static void Write(CertificateText text, TandemsContent? content, bool hidden)
    {
        text.Section(8);
        if (content is null)
        {
            if (hidden) text.Line("Утверждено приказом", Suppression.Withheld);
            else text.Missing("Утверждено приказом", "пар и групп нет");
            return;
        }

        text.Line("Утверждено приказом", content.Approved);
        text.List("По формам", content.Forms, f =>
        [
            f.Title, f.Kind == TandemKind.Pair ? "пары" : "группы", .. f.Withheld == true ? [Suppression.Withheld] : new[]
            {
                $"утверждено: {Figures.Text(f.Approved!.Value)}", $"завершено: {Figures.Text(f.Completed!.Value)}",
                $"расторгнуто: {Figures.Text(f.Dissolved!.Value)}", $"замен наставника: {Figures.Text(f.Replaced!.Value)}",
            },
        ]);
        text.Line("Завершено", Figures.WithShare(content.Completed, content.Approved));
        text.Line("Цель достигнута", Figures.WithShare(content.Reached, content.Completed));
        text.Line("Расторгнуто", content.DissolvedInAll);
        foreach (var d in content.Dissolved)
        {
            if (d.Withheld == true) text.Element(Suppression.Withheld);
            else text.Element(d.Reason, $"по инициативе: {d.InitiatedBy}", Figures.Text(d.Number!.Value));
        }

        text.Line("Замен наставника", content.Replaced);
        text.Line("Охвачено наставляемых", Figures.WithShare(content.Covered, content.Base));
        text.Line("Без пары или группы", content.Base - content.Covered);
        foreach (var u in content.Unmatched)
        {
            text.Element(u.Decision, u.Withheld == true ? Suppression.Withheld : Figures.Text(u.Number!.Value),
                u.Ended is { } ended ? $"завершено: {Figures.Text(ended)}" : null);
        }

        text.Line("Средний размер группы", Figures.Russian(Figures.Ratio(content.Grouped, content.Groups)) ?? Figures.Undefined);
        text.Line("Нагрузка наставника", Figures.Russian(Figures.Ratio(content.Memberships, content.Mentors)) ?? Figures.Undefined);
        text.Line("Вступили после утверждения этапа 5", content.LateJoins);
        if (content.Employment is not { } employment) return;
        text.Line("Трудоустроено", employment.Withheld == true ? Suppression.Withheld
            : Figures.WithShare(employment.Employed!.Value, employment.Mentees));
        foreach (var e in employment.Enterprises)
            text.Element($"«{e.Title}»", e.Withheld == true ? Suppression.Withheld : Figures.Text(e.Employed!.Value));
    }

    private static IEnumerable<Membership> Members(Tandem t) => t.Members.Where(m => m.Approved is not null);

    private static int Replacements(Tandem t) => t.Mentors.Count - 1;

    private static List<FormOfTandemsContent> Forms(
        Programme state, List<Tandem> tandems, Definition definition, Suppression suppression)
    {
        var rows = (
            from form in definition.Forms
            from kind in new[] { TandemKind.Pair, TandemKind.Group }
            let own = tandems.FindAll(t => t.Form == form.Code && t.Formed.Kind == kind)
            where own.Count > 0 || state.Preparation.Forms.GetValueOrDefault(form.Code)?.Enabled.Kinds.Contains(kind) == true
            select (Form: form, Kind: kind, Own: own)).ToList();
        var hidden = suppression.Cells([.. rows.Select(r => r.Own.SelectMany(Members).Select(m => m.Mentee).Distinct().Count())]);
        return
        [
            .. rows.Zip(hidden, (r, withheld) => withheld
                ? new FormOfTandemsContent(r.Form.Code, r.Kind, r.Form.Title.Ru, null, null, null, null, true)
                : new FormOfTandemsContent(
                    r.Form.Code, r.Kind, r.Form.Title.Ru, r.Own.Count, r.Own.Count(t => t.Status == TandemStatus.Completed),
                    r.Own.Count(t => t.Status == TandemStatus.Dissolved), r.Own.Sum(Replacements), null)),
        ];
    }

    private static List<DissolvedContent> Dissolved(List<Tandem> tandems, Suppression suppression)
    {
        var rows = tandems.Where(t => t.Ending is { Event: TandemEvent.TandemDissolved })
            .GroupBy(t => t.Ending!.Event is TandemEvent.TandemDissolved e ? (e.Reason, e.InitiatedBy) : default)
            .OrderBy(g => g.Key).ToList();
        var hidden = suppression.Cells([.. rows.Select(g => g.SelectMany(Members).Select(m => m.Mentee).Distinct().Count())]);
        return
        [
            .. rows.Zip(hidden, (g, withheld) => withheld
                ? new DissolvedContent(null, null, null, true)
                : new DissolvedContent(Words.Of(g.Key.Reason), Words.Of(g.Key.InitiatedBy), g.Count(), null)),
        ];
    }

    private static List<UndecidedContent> Unmatched(Programme state, IEnumerable<Guid> mentees, Suppression suppression)
    {
        var rows = mentees.GroupBy(m => state.Matching.Unmatched.GetValueOrDefault(m)?.Decision)
            .OrderBy(g => g.Key is null).ThenBy(g => g.Key).ToList();
        var hidden = suppression.Cells([.. rows.Select(g => g.Count())]);
        return
        [
            .. rows.Zip(hidden, (g, withheld) => new UndecidedContent(
                Words.Of(g.Key), withheld ? null : g.Count(),
                g.Key == UnmatchedDecision.SupportCase && !withheld
                    ? g.Count(m => state.Matching.Support.GetValueOrDefault(m) is { Open: false }) : null,
                withheld ? true : null)),
        ];
    }

    private static EmploymentContent? Employment(Programme state, List<Tandem> tandems, Definition definition, Suppression suppression)
    {
        var own = tandems.FindAll(t => Eligibility.LeadsToEmployment(definition.Form(t.Form)));
        if (own.Count == 0 && !state.Preparation.Forms.Keys.Any(f => Eligibility.LeadsToEmployment(definition.Form(f)))) return null;
        var employed = own.SelectMany(t => t.Employments).ToList();
        var rows = employed.GroupBy(e => Title(state, e.Enterprise)).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var all = suppression.Hides(employed.Count) && employed.Count > 0;
        var hidden = all ? rows.Select(_ => true) : suppression.Cells([.. rows.Select(g => g.Count())]);
        return new(
            all ? null : employed.Count, own.SelectMany(Members).Select(m => m.Mentee).Distinct().Count(),
            [.. rows.Zip(hidden, (g, withheld) => new EnterpriseContent(g.Key, withheld ? null : g.Count(), withheld ? true : null))],
            all ? true : null);
    }

    // The fact of the partner may have been voided since.
    private static string Title(Programme state, Guid enterprise) =>
        state.Preparation.Facts.GetValueOrDefault(enterprise) is Fact.PartnerEngaged partner ? partner.Title.Value : $"{enterprise}";
}
