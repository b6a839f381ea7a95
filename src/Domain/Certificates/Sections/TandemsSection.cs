using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 8; absent when no pair or group was formed.</summary>
/// <param name="Approved">#T of model.md 5.6: listed by an order, and not voided.</param>
/// <param name="Completed">#Tc.</param>
/// <param name="Reached">Of the completed, those that reached their goal.</param>
/// <param name="Dissolved">#Td, by reason and initiator.</param>
/// <param name="Replaced">Mentors who were replaced.</param>
/// <param name="Covered">#E: mentees whom an order ever listed.</param>
/// <param name="Base">#MB.</param>
/// <param name="Grouped">Memberships in groups.</param>
/// <param name="Memberships">Memberships in pairs and groups.</param>
/// <param name="Mentors">#A: mentors who ever led one.</param>
/// <param name="LateJoins">Memberships that began after the approval of stage 5.</param>
internal sealed record TandemsContent(
    int Approved, IReadOnlyList<FormOfTandemsContent> Forms, int Completed, int Reached, IReadOnlyList<DissolvedContent> Dissolved,
    int Replaced, int Covered, int Base, int Groups, int Grouped, int Memberships, int Mentors, int LateJoins);

/// <summary>Pairs or groups of one form. An enabled form without any is listed with zeros.</summary>
internal sealed record FormOfTandemsContent(
    string Form, TandemKind Kind, string Title, int Approved, int Completed, int Dissolved, int Replaced);

/// <summary>Dissolved pairs and groups of one reason and one initiator.</summary>
internal sealed record DissolvedContent(string Reason, string InitiatedBy, int Number);

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
/// Без пары или группы: {#MB − #E}                 persons who are or were in the base
/// Средний размер группы: {memberships in groups ÷ groups}
/// Нагрузка наставника: {memberships ÷ #A}
/// Вступили после утверждения этапа 5: {number}
/// </code>
/// Without any pair or group the first line has no source and the others are left out.
/// </summary>
internal static class TandemsSection
{
    public static TandemsContent? Of(Programme state, Definition definition)
    {
        if (state.Tandems.Tandems.IsEmpty) return null;
        List<Tandem> tandems = [.. Approved(state)];
        List<Membership> members = [.. tandems.SelectMany(Members)];
        List<Tandem> groups = tandems.FindAll(t => t.Formed.Kind == TandemKind.Group);
        var based = state.Participants.Mentees.Values.Where(m => m.EverInBase).Select(m => m.Person).ToHashSet();
        return new(
            tandems.Count, Forms(state, tandems, definition), tandems.Count(t => t.Status == TandemStatus.Completed),
            tandems.Count(t => t.Ending is { Event: TandemEvent.TandemCompleted { Outcome: TandemOutcome.Reached } }), Dissolved(tandems),
            tandems.Sum(Replacements), members.Select(m => m.Mentee).Distinct().Count(based.Contains), based.Count, groups.Count,
            groups.Sum(g => Members(g).Count()), members.Count, tandems.SelectMany(t => t.Mentors).Select(m => m.Mentor).Distinct().Count(),
            members.Count(m => m.LateJoin));
    }

    /// <summary>Pairs and groups that count: an order approved them.</summary>
    public static IEnumerable<Tandem> Approved(Programme state) => state.Tandems.Tandems.Values.Where(t => t.Approved is not null);

    public static void Write(CertificateText text, TandemsContent? content)
    {
        text.Section(8);
        if (content is null)
        {
            text.Missing("Утверждено приказом", "пар и групп нет");
            return;
        }

        text.Line("Утверждено приказом", content.Approved);
        text.List("По формам", content.Forms, f =>
        [
            f.Title, f.Kind == TandemKind.Pair ? "пары" : "группы", $"утверждено: {Figures.Text(f.Approved)}",
            $"завершено: {Figures.Text(f.Completed)}", $"расторгнуто: {Figures.Text(f.Dissolved)}",
            $"замен наставника: {Figures.Text(f.Replaced)}",
        ]);
        text.Line("Завершено", Figures.WithShare(content.Completed, content.Approved));
        text.Line("Цель достигнута", Figures.WithShare(content.Reached, content.Completed));
        text.Line("Расторгнуто", content.Dissolved.Sum(d => d.Number));
        foreach (var d in content.Dissolved) text.Element(d.Reason, $"по инициативе: {d.InitiatedBy}", Figures.Text(d.Number));
        text.Line("Замен наставника", content.Replaced);
        text.Line("Охвачено наставляемых", Figures.WithShare(content.Covered, content.Base));
        text.Line("Без пары или группы", content.Base - content.Covered);
        text.Line("Средний размер группы", Figures.Russian(Figures.Ratio(content.Grouped, content.Groups)) ?? Figures.Undefined);
        text.Line("Нагрузка наставника", Figures.Russian(Figures.Ratio(content.Memberships, content.Mentors)) ?? Figures.Undefined);
        text.Line("Вступили после утверждения этапа 5", content.LateJoins);
    }

    private static IEnumerable<Membership> Members(Tandem t) => t.Members.Where(m => m.Approved is not null);

    private static int Replacements(Tandem t) => t.Mentors.Count - 1;

    private static List<FormOfTandemsContent> Forms(Programme state, List<Tandem> tandems, Definition definition) =>
    [
        .. from form in definition.Forms
           from kind in new[] { TandemKind.Pair, TandemKind.Group }
           let own = tandems.FindAll(t => t.Form == form.Code && t.Formed.Kind == kind)
           where own.Count > 0 || state.Preparation.Forms.GetValueOrDefault(form.Code)?.Enabled.Kinds.Contains(kind) == true
           select new FormOfTandemsContent(form.Code, kind, form.Title.Ru, own.Count, own.Count(t => t.Status == TandemStatus.Completed),
               own.Count(t => t.Status == TandemStatus.Dissolved), own.Sum(Replacements)),
    ];

    private static List<DissolvedContent> Dissolved(List<Tandem> tandems) =>
    [
        .. tandems.Select(t => t.Ending?.Event).OfType<TandemEvent.TandemDissolved>().GroupBy(e => (e.Reason, e.InitiatedBy))
            .OrderBy(g => g.Key).Select(g => new DissolvedContent(Words.Of(g.Key.Reason), Words.Of(g.Key.InitiatedBy), g.Count())),
    ];
}
