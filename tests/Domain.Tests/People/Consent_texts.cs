using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using static MentorshipFlow.Domain.Tests.People.PersonStory;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.People;

public sealed class Consent_texts
{
    private static readonly Issued ByVera = new(Vera, Today);
    private static readonly Issued ByIvan = new(Ivan, Today);

    [Fact]
    public void Have_versions_for_each_purpose()
    {
        var first = Published(OrganisationPrivacy.Empty, Text(1, "a"), new(Number(2), ConsentPurpose.Publication, Wording("p")));
        var second = Published(After(first), Text(3, "b"));
        Assert.Equal(
            [(ConsentPurpose.Participation, 1), (ConsentPurpose.Publication, 1), (ConsentPurpose.Participation, 2)],
            first.Concat(second).Select(t => (t.Purpose, t.Version)));
        Assert.Equal(Number(3), After([.. first, .. second]).Latest(ConsentPurpose.Participation)!.Id);
    }

    [Fact]
    public void Are_fixed_by_the_hash_of_the_wording_in_the_event()
    {
        var text = Assert.Single(Published(OrganisationPrivacy.Empty, Text(1, "a")));
        var stored = JsonNode.Parse(EventCodec.Write(text).Body)!["wording"]!.ToJsonString();
        Assert.True(CanonicalJson.TryCanonicalise(stored, out var canonical, out _));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))), text.Sha256);
    }

    [Fact]
    public void Are_not_published_twice()
    {
        var published = After(Published(OrganisationPrivacy.Empty, Text(1, "a")));
        Refused(published, new PrivacyCommand.PublishConsentTexts([Text(2, "a")]), ByVera, new(Reason.NothingChanges));
        Refused(published, new PrivacyCommand.PublishConsentTexts([Text(1, "b")]), ByVera,
            new(Reason.AlreadyRecorded, "consent-text-recorded", Number(1).ToString()));
        Assert.Equal([2], Published(published, Text(2, "a"), Text(3, "b")).Select(t => t.Version));
    }

    [Fact]
    public void Come_into_force_one_after_the_other()
    {
        var published = After(Published(OrganisationPrivacy.Empty, Text(1, "a")));
        Refused(published, new PrivacyCommand.PublishConsentTexts([Text(2, "b")]), new(Vera, Today, Yesterday),
            new(Reason.PeriodReversed, "period-reversed", Number(2).ToString()));
        Refused(published, new PrivacyCommand.PublishConsentTexts([Text(2, "b")]), new(Vera, Today, Tomorrow),
            new(Reason.DateInFuture, "date-in-future", Dates.Text(Tomorrow)));
    }

    [Fact]
    public void Need_categories_of_data_and_actions()
    {
        Refused(OrganisationPrivacy.Empty, Publishing(w => w with { Categories = [] }), ByVera,
            new(Reason.ValueOutOfRange, "consent-wording-incomplete", "categories"));
        Refused(OrganisationPrivacy.Empty, Publishing(w => w with { Actions = [] }), ByVera,
            new(Reason.ValueOutOfRange, "consent-wording-incomplete", "actions"));
    }

    [Fact]
    public void Have_a_signer_policy_set_by_the_head()
    {
        var set = new PrivacyCommand.SetSignerPolicy(SignerPolicy.Person, Why);
        Refused(OrganisationPrivacy.Empty, set, ByVera, new(Reason.WrongPerson, "role-required", "head"));
        Refused(OrganisationPrivacy.Empty, set with { Policy = SignerPolicy.Both }, ByIvan, new(Reason.NothingChanges));
        Refused(OrganisationPrivacy.Empty, set, new(RegionForVera, Today),
            new(Reason.DelegationMissing, "delegation-missing", VeraId.ToString()));
        var accepted = Assert.IsType<Decision.Accepted>(PrivacyDecider.Decide(OrganisationPrivacy.Empty, set, ByIvan));
        Assert.Equal([new PrivacyEvent.SignerPolicySet(SignerPolicy.Person, Why)], accepted.Events);
    }

    private static ConsentText Text(int n, string purpose) => new(Number(n), ConsentPurpose.Participation, Wording(purpose));

    private static PrivacyCommand.PublishConsentTexts Publishing(Func<ConsentWording, ConsentWording> change) =>
        new([new(Number(1), ConsentPurpose.Participation, change(Wording("a")))]);

    private static OrganisationPrivacy After(IEnumerable<PrivacyEvent> events) =>
        events.Aggregate(OrganisationPrivacy.Empty, (s, e) => s.Evolve(e, Today));

    private static List<PrivacyEvent.ConsentTextPublished> Published(OrganisationPrivacy state, params ConsentText[] texts) =>
        [.. Assert.IsType<Decision.Accepted>(PrivacyDecider.Decide(state, new PrivacyCommand.PublishConsentTexts(texts), ByVera))
            .Events.Cast<PrivacyEvent.ConsentTextPublished>()];

    private static void Refused(OrganisationPrivacy state, PrivacyCommand command, Issued issued, Refusal expected)
    {
        var refusal = Assert.IsType<Decision.Refused>(PrivacyDecider.Decide(state, command, issued)).Refusal;
        Assert.Equal((expected.Reason, string.Join(',', expected.Missing)), (refusal.Reason, string.Join(',', refusal.Missing)));
    }
}
