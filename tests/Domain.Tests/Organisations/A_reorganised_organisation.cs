using MentorshipFlow.Organisations;

namespace MentorshipFlow.Domain.Tests.Organisations;

/// <summary>A school that joins another one, merges or is renamed (domain-model.md 5).</summary>
public sealed class A_reorganised_organisation
{
    private static readonly DateOnly On = new(2022, 1, 10);
    private static readonly TextReference Why = new(Id(90), new string('e', 64));

    private static readonly ReorganisationEvent.OrganisationReorganised Joined = new(
        Id(10), ReorganisationKind.Accession, Id(2), new("Школа № 50"), new("Постановление № 12 от 20.12.2021"), On, On.AddDays(30));

    private static readonly ReorganisationEvent.OrganisationReorganised Renamed =
        Joined with { Id = Id(11), Kind = ReorganisationKind.Renaming, Successor = Id(1), ConsentsUntil = null };

    private static readonly OrganisationCommand.IssueKey OfCurator = new(Id(3), Id(4), null, [Role.Curator]);
    private static readonly OrganisationCommand.IssueKey OfIntegrator = new(Id(5), null, Id(6), [Role.Integrator]);

    [Fact]
    public void Has_a_successor_and_keys_that_only_read()
    {
        var after = Tell(Tell(Tell(Made(1), OfCurator), OfIntegrator), Join(Made(2)));

        Assert.Equal((Id(2), "Школа 1"), (after.Reorganisations.Successor, after.Created!.Title.Value));
        Assert.Equal([(Id(3), Role.Auditor)], after.Keys.Values.Select(k => (k.Key, Assert.Single(k.Roles))));
        // The successor's keys decide.
        Assert.Equal([Role.Head], Tell(after, OfCurator with { Key = Id(7), Roles = [Role.Head] }).Keys[Id(7)].Roles);
    }

    [Fact]
    public void Is_divided_and_one_of_the_new_schools_goes_on_with_its_programmes()
    {
        var divided = Tell(Tell(Made(1), OfCurator), Join(Made(2), Joined with { Kind = ReorganisationKind.Division }));

        Assert.Equal(Id(2), divided.Reorganisations.Successor);
        Assert.Equal([Role.Auditor], divided.Keys[Id(3)].Roles);
        Assert.Equal("organisation-reorganised", Refused(divided, Join(Made(3), Joined with { Id = Id(12), Successor = Id(3) })));
    }

    [Fact]
    public void Is_not_reorganised_twice_nor_renamed_any_more()
    {
        var after = Tell(Made(1), Join(Made(2)));

        Assert.Equal("reorganisation-recorded", Refused(after, Join(Made(2))));
        Assert.Equal("organisation-reorganised", Refused(after, Join(Made(3), Joined with { Id = Id(12), Successor = Id(3) })));
        Assert.Equal("organisation-reorganised", Refused(after, new ReorganisationCommand.Reorganise(Renamed, null)));
    }

    [Fact]
    public void Goes_over_to_another_real_school_that_decides_itself()
    {
        Assert.Equal("organisation-unknown", Refused(Made(1), Join(null)));
        Assert.Equal("successor-is-itself", Refused(Made(1), Join(Made(1), Joined with { Successor = Id(1) })));
        Assert.Equal("kind-not-reorganised", Refused(Made(1), Join(Made(2, OrganisationKind.RegionalCentre))));
        Assert.Equal("kind-not-reorganised", Refused(Made(1, OrganisationKind.Operator), Join(Made(2))));
        var gone = Tell(Made(2), Join(Made(3), Joined with { Successor = Id(3) }));
        Assert.Equal("successor-reorganised", Refused(Made(1), Join(gone)));
        var sandbox = Made(2) with { Sandbox = new(Id(1), On) };
        Assert.Equal("sandbox-not-reorganised", Refused(Made(1), Join(sandbox)));
        Assert.Equal("period-reversed", Refused(Made(1), Join(Made(2), Joined with { ConsentsUntil = On.AddDays(-1) })));
    }

    [Fact]
    public void Decides_again_when_it_was_a_mistake()
    {
        var reorganised = Tell(Tell(Tell(Made(1), OfCurator), OfIntegrator), Join(Made(2)));
        var voided = Tell(reorganised, new ReorganisationCommand.VoidReorganisation(Joined.Id, Why));

        Assert.Null(voided.Reorganisations.Successor);
        Assert.Equal([(Id(3), Role.Curator)], voided.Keys.Values.Select(k => (k.Key, Assert.Single(k.Roles))));
        Assert.Equal("reorganisation-unknown", Refused(voided, new ReorganisationCommand.VoidReorganisation(Joined.Id, Why)));
        Tell(voided, Join(Made(3), Joined with { Id = Id(12), Successor = Id(3) }));
    }

    [Fact]
    public void Has_another_name_when_it_was_renamed_and_the_old_one_when_that_was_a_mistake()
    {
        var renaming = new ReorganisationCommand.Reorganise(Renamed, null);
        var renamed = Tell(Tell(Made(1), OfCurator), renaming);

        Assert.Equal(("Школа № 50", null), (renamed.Created!.Title.Value, renamed.Reorganisations.Successor));
        Assert.Equal([Role.Curator], renamed.Keys[Id(3)].Roles);
        Assert.IsType<Decision.Refused>(OrganisationDecider.Decide(renamed, new ReorganisationCommand.Reorganise(
            Renamed with { Id = Id(12) }, null)));
        Assert.Equal("Школа 1", Tell(renamed, new ReorganisationCommand.VoidReorganisation(Renamed.Id, Why)).Created!.Title.Value);
        var corrected = Tell(renamed, new OrganisationCommand.CorrectOrganisation(new("Школа № 51"), OrganisationKind.School, "UTC", Why));
        Assert.Equal("Школа № 51", Tell(corrected, new ReorganisationCommand.VoidReorganisation(Renamed.Id, Why)).Created!.Title.Value);
        // The last record is voided first.
        var both = Tell(renamed, Join(Made(2)));
        Assert.Equal("reorganised-again", Refused(both, new ReorganisationCommand.VoidReorganisation(Renamed.Id, Why)));
    }

    [Fact]
    public void Is_known_to_its_successor_once()
    {
        var take = new ReorganisationCommand.TakePredecessor(new(Joined.Id, Id(1), new("Школа 1"), ReorganisationKind.Accession));
        var successor = Tell(Made(2), take);

        Assert.Equal([Id(1)], successor.Reorganisations.Predecessors.Values.Select(p => p.Predecessor));
        Assert.Equal(Reason.NothingChanges, Reasoned(successor, take));
        var release = new ReorganisationCommand.ReleasePredecessor(Joined.Id);
        Assert.Empty(Tell(successor, release).Reorganisations.Predecessors);
        Assert.Equal(Reason.NothingChanges, Reasoned(Made(2), release));
    }

    private static ReorganisationCommand.Reorganise Join(Organisation? to, ReorganisationEvent.OrganisationReorganised? how = null) =>
        new(how ?? Joined, to);

    private static Organisation Made(int id, OrganisationKind kind = OrganisationKind.School) => Tell(Organisation.Empty,
        new OrganisationCommand.CreateOrganisation(Id(id), new($"Школа {id}"), kind, "Asia/Novokuznetsk"));

    private static Organisation Tell(Organisation state, OrganisationCommand command) =>
        Assert.IsType<Decision.Accepted>(OrganisationDecider.Decide(state, command)).Events
            .Aggregate(state, (now, e) => now.Evolve((OrganisationEvent)e));

    private static string Refused(Organisation state, OrganisationCommand command) =>
        Assert.IsType<Decision.Refused>(OrganisationDecider.Decide(state, command)).Refusal.Missing[0].What;

    private static Reason Reasoned(Organisation state, OrganisationCommand command) =>
        Assert.IsType<Decision.Refused>(OrganisationDecider.Decide(state, command)).Refusal.Reason;

    private static Guid Id(int n) => new($"00000000-0000-4000-8000-{n:d12}");
}
