using System.Net;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

public sealed class The_age_on_the_day_of_signing(Installation installation)
{
    [Fact]
    public async Task The_day_before_the_fourteenth_birthday_requires_only_the_representative()
    {
        var school = await School.Open(installation);
        var child = await school.Person(14, days: 1);
        var mother = await school.Mother(child);

        (await school.Consent(child, [child, mother]))
            .Refused(HttpStatusCode.UnprocessableEntity, "wrong-signers", "signature-of-child-has-no-force");
        Assert.Equal(["consent_given"], (await school.Consent(child, [mother])).Events());
    }

    [Fact]
    public async Task The_fourteenth_birthday_requires_both_signatures()
    {
        var school = await School.Open(installation);
        var child = await school.Person(14);
        var mother = await school.Mother(child);

        (await school.Consent(child, [mother])).Refused(HttpStatusCode.UnprocessableEntity, "wrong-signers", "signature-of-person-missing");
        (await school.Consent(child, [child]))
            .Refused(HttpStatusCode.UnprocessableEntity, "wrong-signers", "signature-of-representative-missing");
        Assert.Equal(["consent_given"], (await school.Consent(child, [child, mother])).Events());
        // Signed yesterday, at age thirteen, and entered today.
        Assert.Equal(["consent_given"], (await school.Consent(child, [mother], "publication", Today.AddDays(-1))).Events());
    }

    [Fact]
    public async Task The_day_before_the_eighteenth_birthday_requires_both_signatures()
    {
        var school = await School.Open(installation);
        var child = await school.Person(18, days: 1);
        var mother = await school.Mother(child);

        (await school.Consent(child, [child]))
            .Refused(HttpStatusCode.UnprocessableEntity, "wrong-signers", "signature-of-representative-missing");
        Assert.Equal(["consent_given"], (await school.Consent(child, [child, mother])).Events());
    }

    [Fact]
    public async Task The_eighteenth_birthday_requires_only_the_person()
    {
        var school = await School.Open(installation);
        var grown = await school.Person(18, days: 1);
        var mother = await school.Mother(grown);
        await installation.Rewrite(school, grown, Today.AddYears(-18));

        (await school.Consent(grown, [grown, mother]))
            .Refused(HttpStatusCode.UnprocessableEntity, "wrong-signers", "signature-of-representative-has-no-force");
        Assert.Equal(["age_band_reached", "consent_given"], (await school.Consent(grown, [grown])).Events());
    }

    [Fact]
    public async Task Between_fourteen_and_eighteen_follows_the_policy_of_the_head()
    {
        var school = await School.Open(installation);
        var child = await school.Person(15);
        var mother = await school.Mother(child);

        Assert.Equal("role-required", (await school.Replace("/api/signer-policy", "/api/signer-policy",
            """{"signerPolicy":"representative","reason":"Решение."}""")).Code);
        Deciding.Done(await school.Replace("/api/signer-policy", "/api/signer-policy",
            """{"signerPolicy":"representative","reason":"Решение."}""", school.GraceKey));

        Assert.Equal("representative", (await school.Get("/api/signer-policy")).Says("signerPolicy"));
        Assert.Equal(["consent_given"], (await school.Consent(child, [mother])).Events());
    }

    [Fact]
    public async Task Requires_a_linked_signer_and_a_published_text()
    {
        var school = await School.Open(installation);
        var (child, stranger) = (await school.Person(12), await school.Person(40, kind: "parent"));

        (await school.Consent(child, [stranger])).Refused(HttpStatusCode.UnprocessableEntity, "wrong-signers", "representative-not-linked");
        (await school.Post($"/api/people/{child}/consents",
            $$"""{"purpose":"participation","signers":["{{stranger}}"],"text":"{{Id.New()}}","validUntil":"{{Day(Today.AddYears(1))}}"}"""))
            .Refused(HttpStatusCode.UnprocessableEntity, "consent-text-not-published", "consent-text-unknown");
        (await school.Post($"/api/people/{child}/representatives", $$"""{"person":"{{Id.New()}}","kind":"parent"}"""))
            .Refused(HttpStatusCode.UnprocessableEntity, "unknown", "person-unknown");
    }
}
