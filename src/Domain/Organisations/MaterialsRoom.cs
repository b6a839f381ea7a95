using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.Organisations;

/// <summary>A methodical material.</summary>
/// <param name="WithdrawnOn">Null while schools may use it.</param>
public sealed record Material(MaterialEvent.MaterialPublished Published, DateOnly? WithdrawnOn);

/// <summary>The methodical materials of a regional centre, withdrawn ones included.</summary>
public sealed record MaterialsRoom(ImmutableSortedDictionary<Guid, Material> All)
{
    // Each is in the state of its organisation, with at most 4,000 characters of text.
    private const int Most = 500;

    /// <summary>None yet.</summary>
    public static MaterialsRoom Empty { get; } = new(ImmutableSortedDictionary<Guid, Material>.Empty);

    /// <summary>The room after one more event.</summary>
    public MaterialsRoom Evolve(MaterialEvent @event) => @event switch
    {
        MaterialEvent.MaterialPublished e => new(All.Add(e.Id, new(e, null))),
        MaterialEvent.MaterialWithdrawn e => new(All.SetItem(e.Id, All[e.Id] with { WithdrawnOn = e.On })),
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    /// <summary>Decides one command.</summary>
    public Decision Decide(OrganisationEvent.OrganisationCreated organisation, MaterialCommand command) => command switch
    {
        _ when organisation.Kind != OrganisationKind.RegionalCentre =>
            new Refusal(Reason.ValueOutOfRange, "materials-are-the-centres", $"{organisation.Id}"),
        MaterialCommand.PublishMaterial { Material: var m } when All.ContainsKey(m.Id) =>
            new Refusal(Reason.AlreadyRecorded, "material-recorded", $"{m.Id}"),
        MaterialCommand.PublishMaterial when All.Count == Most => new Refusal(Reason.ValueOutOfRange, "materials-too-many", $"{Most}"),
        MaterialCommand.PublishMaterial { Material.Address: { } address } when !IsWeb(address) =>
            new Refusal(Reason.ValueOutOfRange, "material-address-invalid", "/address"),
        MaterialCommand.PublishMaterial c => c.Material,
        MaterialCommand.WithdrawMaterial c when !All.ContainsKey(c.Id) => Decision.Unknown("material", $"{c.Id}"),
        MaterialCommand.WithdrawMaterial c when All[c.Id].WithdrawnOn is not null =>
            new Refusal(Reason.AlreadyRecorded, "material-withdrawn", $"{c.Id}"),
        MaterialCommand.WithdrawMaterial c when All[c.Id].Published.On > c.On =>
            new Refusal(Reason.PeriodReversed, "period-reversed", $"{Dates.Text(All[c.Id].Published.On)} > {Dates.Text(c.On)}"),
        MaterialCommand.WithdrawMaterial c => new MaterialEvent.MaterialWithdrawn(c.Id, c.On, c.Reason),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static bool IsWeb(InstitutionalText address) =>
        Uri.TryCreate(address.Value, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0;
}
