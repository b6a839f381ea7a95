using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Preparation;

/// <summary>A partner that an earlier programme named for the next one.</summary>
/// <param name="Id">The id of the fact there.</param>
public sealed record FuturePartner(Guid Id, string Kind, Contour Contour, InstitutionalText Title);

/// <summary>A curator that an earlier programme named for the next one.</summary>
/// <param name="Standing">From the person's stream; null if it is not there any more.</param>
public sealed record FutureCurator(Guid Person, PersonStatus? Standing);

/// <summary>The legacy of an earlier programme to the next one (M162): future curators and partners. Mentors have a base of their
/// own.</summary>
public sealed record Succession(IReadOnlyList<FutureCurator> Curators, IReadOnlyList<FuturePartner> Partners)
{
    /// <summary>Curators who still consent become candidates, whom an order may appoint; partners are engaged, those of the same title are
    /// known already.</summary>
    internal static Decision Take(Programme state, PreparationCommand.TakeSuccession c, Issued issued, Definition definition)
    {
        if (c.Found is not { } found) return Decision.Unknown("programme", $"{c.Programme}");
        var curators = found.Curators
            .Where(f => Officers.Refuse(f.Person, f.Standing) is null
                && f.Standing!.ConsentsTo(ConsentPurpose.LongTermBase, issued.EffectiveOn))
            .Select(f => f.Person).Except(state.Preparation.Candidates.Keys).Order().ToList();
        var known = state.Preparation.Of<Fact.PartnerEngaged>().Select(p => p.Title).ToHashSet();
        List<Fact.PartnerEngaged> partners =
        [
            .. found.Partners.OrderBy(p => p.Id)
                .Where(p => known.Add(p.Title) && FactRules.KindOfPartner(p.Kind, p.Contour, definition) is null)
                .Select(p => new Fact.PartnerEngaged(c.NewId(p.Id), p.Kind, p.Contour, p.Title)),
        ];
        if (partners.Select(p => FactRules.Check(state, p, issued, definition)).FirstOrDefault(no => no is not null) is { } refusal)
            return refusal;
        return curators.Count + partners.Count == 0 ? Reason.NothingChanges : new Decision.Accepted(
            [new PreparationEvent.SuccessionTaken(c.Programme, curators, [.. partners.Select(p => p.Id)]), .. partners]);
    }
}
