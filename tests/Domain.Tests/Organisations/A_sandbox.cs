using MentorshipFlow.Organisations;

namespace MentorshipFlow.Domain.Tests.Organisations;

/// <summary>The two organisations of a sandbox: the one that makes it, and the sandbox itself.</summary>
public sealed class A_sandbox
{
    private static readonly Guid Owner = Id(1);
    private static readonly Guid Sandbox = Id(2);
    private static readonly DateOnly Until = new(2022, 1, 15);

    private static readonly SandboxCommand.OpenSandbox Open = new(Sandbox, 4, true, Until);
    private static readonly SandboxCommand.CloseSandbox Close = new(Sandbox, SandboxEnd.Decided);

    private static readonly SandboxCommand.CreateSandbox Create =
        new(Sandbox, new("Песочница"), OrganisationKind.School, "Asia/Novokuznetsk", Owner, Until);

    private static readonly OrganisationCommand.IssueKey Key = new(Id(3), Id(4), null, [Role.Curator]);

    [Fact]
    public void Is_opened_and_closed_once()
    {
        var opened = Tell(Real(), Open);
        Assert.Equal("sandbox-recorded", Refused(opened, Open));
        var closed = Tell(opened, Close);

        Assert.Empty(closed.Sandboxes.Live);
        Assert.Equal("sandbox-unknown", Refused(closed, Close));
        Assert.Equal("sandbox-recorded", Refused(closed, Open));
    }

    [Fact]
    public void Is_one_of_five_and_a_closed_one_makes_room()
    {
        var full = Enumerable.Range(10, SandboxesRoom.Most).Aggregate(Real(), (state, n) => Tell(state, Open with { Sandbox = Id(n) }));

        Assert.Equal("sandboxes-too-many", Refused(full, Open));
        Tell(Tell(full, Close with { Sandbox = Id(10) }), Open);
    }

    [Theory, InlineData(0), InlineData(8)]
    public void Stands_at_one_of_seven_stages(int stage) => Assert.Equal("stage-unknown", Refused(Real(), Open with { Stage = stage }));

    [Fact]
    public void Makes_none_itself() => Assert.Equal("sandbox-in-sandbox", Refused(Made(), Open with { Sandbox = Id(9) }));

    [Fact]
    public void Is_declared_in_the_decision_that_creates_it()
    {
        Assert.Equal(new SandboxEvent.SandboxDeclared(Owner, Until), Made().Sandbox);
        Assert.Null(Real().Sandbox);
        Assert.Equal("organisation-recorded", Refused(Made(), Create));
    }

    [Fact]
    public void Takes_no_command_after_its_deletion_and_a_real_organisation_is_never_deleted()
    {
        var deleted = Tell(Tell(Made(), Key), new SandboxCommand.DeleteSandbox());

        Assert.True(deleted.Deleted);
        Assert.Empty(deleted.Keys);
        OrganisationCommand[] late =
            [Key, new SandboxCommand.DeleteSandbox(), new WebhookCommand.AddWebhook(Id(5), new("https://a.example/"), [])];
        Assert.All(late, command => Assert.Equal("organisation-unknown", Refused(deleted, command)));
        Assert.Equal("sandbox-unknown", Refused(Real(), new SandboxCommand.DeleteSandbox()));
    }

    [Fact]
    public void Gets_all_keys_of_a_decision_or_none()
    {
        var other = Key with { Key = Id(6) };

        Assert.Equal(2, Tell(Made(), new OrganisationCommand.IssueKeys([Key, other])).Keys.Count);
        Assert.Equal("key-recorded", Refused(Made(), new OrganisationCommand.IssueKeys([Key, Key])));
        Assert.Equal("roles-empty", Refused(Made(), new OrganisationCommand.IssueKeys([Key, other with { Roles = [] }])));
    }

    private static Organisation Real() => Tell(Organisation.Empty,
        new OrganisationCommand.CreateOrganisation(Owner, new("Школа"), OrganisationKind.School, "Asia/Novokuznetsk"));

    private static Organisation Made() => Tell(Organisation.Empty, Create);

    private static Organisation Tell(Organisation state, OrganisationCommand command) =>
        Assert.IsType<Decision.Accepted>(OrganisationDecider.Decide(state, command)).Events
            .Aggregate(state, (now, e) => now.Evolve((OrganisationEvent)e));

    private static string Refused(Organisation state, OrganisationCommand command) =>
        Assert.IsType<Decision.Refused>(OrganisationDecider.Decide(state, command)).Refusal.Missing[0].What;

    private static Guid Id(int n) => new($"00000000-0000-4000-8000-{n:d12}");
}
