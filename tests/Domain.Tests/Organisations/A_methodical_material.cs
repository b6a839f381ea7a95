using MentorshipFlow.Organisations;

namespace MentorshipFlow.Domain.Tests.Organisations;

/// <summary>A methodical material of a regional centre.</summary>
public sealed class A_methodical_material
{
    private static readonly Guid Centre = Number(1);
    private static readonly DateOnly Day = new(2021, 10, 12);
    private static readonly TextReference Why = new(Number(9), new string('e', 64));
    private static readonly MaterialEvent.MaterialPublished First = new(Number(2), new("Первая встреча"), new("Порядок."),
        new("https://centre.example/first"), Day);

    private static readonly Organisation Empty = Made(OrganisationKind.RegionalCentre);

    [Fact]
    public void Is_published_once_with_its_text_and_day()
    {
        var state = Told(Empty, new MaterialCommand.PublishMaterial(First));

        Assert.Equal(new Material(First, null), state.Materials.All[First.Id]);
        Assert.Equal("material-recorded", Missing(state, new MaterialCommand.PublishMaterial(First)));
    }

    [Fact]
    public void Is_withdrawn_once_and_not_before_its_publication()
    {
        var state = Told(Empty, new MaterialCommand.PublishMaterial(First));
        var withdrawing = new MaterialCommand.WithdrawMaterial(First.Id, Day.AddDays(1), Why);

        Assert.Equal("material-unknown", Missing(Empty, withdrawing));
        Assert.Equal("period-reversed", Missing(state, withdrawing with { On = Day.AddDays(-1) }));
        var withdrawn = Told(state, withdrawing);
        Assert.Equal(Day.AddDays(1), withdrawn.Materials.All[First.Id].WithdrawnOn);
        Assert.Equal("material-withdrawn", Missing(withdrawn, withdrawing));
        Assert.Equal("material-recorded", Missing(withdrawn, new MaterialCommand.PublishMaterial(First)));
    }

    [Theory]
    [InlineData(OrganisationKind.School), InlineData(OrganisationKind.College), InlineData(OrganisationKind.Operator)]
    public void Is_a_regional_centre_s_alone(OrganisationKind kind)
    {
        Assert.Equal("materials-are-the-centres", Missing(Made(kind), new MaterialCommand.PublishMaterial(First)));
        Assert.Equal("materials-are-the-centres", Missing(Made(kind), new MaterialCommand.WithdrawMaterial(First.Id, Day, Why)));
    }

    [Theory]
    [InlineData("http://centre.example/first"), InlineData("javascript:alert(1)"), InlineData("centre.example"),
        InlineData("https://vera:secret@centre.example/")]
    public void Has_no_other_address_than_one_of_https(string address) => Assert.Equal("material-address-invalid",
        Missing(Empty, new MaterialCommand.PublishMaterial(First with { Address = new(address) })));

    [Fact]
    public void Needs_no_address() => Assert.Null(
        Told(Empty, new MaterialCommand.PublishMaterial(First with { Address = null })).Materials.All[First.Id].Published.Address);

    [Fact]
    public void Is_one_of_at_most_500()
    {
        var state = Enumerable.Range(100, 500).Aggregate(Empty, (now, n) =>
            Told(now, new MaterialCommand.PublishMaterial(First with { Id = Number(n) })));

        Assert.Equal("materials-too-many", Missing(state, new MaterialCommand.PublishMaterial(First)));
    }

    private static Guid Number(int n) => new($"00000000-0000-4000-8000-{n:d12}");

    private static Organisation Made(OrganisationKind kind) =>
        Told(Organisation.Empty, new OrganisationCommand.CreateOrganisation(Centre, new("Центр"), kind, "Asia/Novokuznetsk"));

    private static Organisation Told(Organisation state, OrganisationCommand command) =>
        Assert.IsType<Decision.Accepted>(OrganisationDecider.Decide(state, command)).Events
            .Aggregate(state, (now, e) => now.Evolve((OrganisationEvent)e));

    private static string Missing(Organisation state, OrganisationCommand command) =>
        Assert.IsType<Decision.Refused>(OrganisationDecider.Decide(state, command)).Refusal.Missing[0].What;
}
