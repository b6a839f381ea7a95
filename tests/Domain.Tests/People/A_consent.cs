using MentorshipFlow.People;
using static MentorshipFlow.Domain.Tests.People.PersonStory;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.People;

public sealed class A_consent
{
    private const AgeBand Adult = AgeBand.TwentyToThirtyFive;

    private static readonly ConsentCommand.GiveConsent Signed = Give(Adult, Child);

    [Fact]
    public void Needs_a_published_text() =>
        Given(Adult)
            .When(Signed with { Text = Number(0x699) }).Refused(Reason.ConsentTextNotPublished, ("consent-text-unknown", Number(0x699)))
            .When(new ConsentCommand.RequestConsent(ConsentPurpose.Sharing, Number(0x699)))
            .Refused(Reason.ConsentTextNotPublished, ("consent-text-unknown", Number(0x699)))
            .When(Signed).Then(Was(Signed));

    [Fact]
    public void Needs_the_text_in_force_on_the_day_of_signing()
    {
        var next = new PrivacyEvent.ConsentTextPublished(Number(0x651), ConsentPurpose.Participation, 2, new('4', 64), Wording("a"));
        var changed = Given(Adult) with { Privacy = Texts.Evolve(next, Today) };
        var (first, second) = (Signed with { ValidFrom = Tomorrow }, Signed with { ValidFrom = Tomorrow, Text = next.Id });

        changed.On(Tomorrow).When(first).Refused(Reason.ConsentTextNotPublished,
            ("consent-text-not-in-force", first.Text)).When(second).Accepted();
        changed.On(Tomorrow).About(Yesterday).When(second).Refused(Reason.ConsentTextNotPublished, ("consent-text-not-in-force", next.Id))
            .When(first).Accepted();
        // On the day of the change both texts are accepted, because the time of day is unknown.
        changed.When(first).Accepted();
        changed.When(second).Accepted();
        changed.On(Tomorrow).When(new ConsentCommand.RequestConsent(ConsentPurpose.Participation, first.Text))
            .Refused(Reason.ConsentTextNotPublished, ("consent-text-not-in-force", first.Text));
    }

    [Fact]
    public void Needs_a_paper_in_force() =>
        Given(Adult)
            .When(Signed with { Document = Number(0x120) }).Refused(Reason.DocumentNotInForce, ("document-not-in-force", Number(0x120)))
            .When(Signed with { Document = Number(0x120), DocumentInForce = true }).Then(Was(Signed with { Document = Number(0x120) }));

    [Fact]
    public void Needs_a_separate_paper()
    {
        var (first, second) = (Signed with { Document = Number(0x120), DocumentInForce = true },
            Give(2, ConsentPurpose.Publication, Adult, Child) with { Document = Number(0x120), DocumentInForce = true });
        var given = Given(Adult).When(first).Accepted();
        given.When(second).Refused(Reason.AlreadyRecorded, ("document-of-another-consent", Number(0x120)));
        given.When(second with { Document = Number(0x121) }).Accepted();
        // After a mistake the same paper may be used again.
        given.When(new ConsentCommand.VoidConsent(first.Id, Why)).Accepted().When(second).Accepted();
    }

    [Fact]
    public void On_paper_needs_the_paper_unless_it_is_kept_elsewhere() =>
        Given(Adult).Under(PaperPolicy.Registered)
            .When(Signed).Refused(Reason.EvidenceRequired, ("consent-paper-missing", Signed.Id))
            .When(Signed with { Channel = ConsentChannel.Electronic, Proof = Why }).Accepted()
            .When(Give(2, ConsentPurpose.Publication, Adult, Child) with { Document = Number(0x120), DocumentInForce = true }).Accepted()
            .Under(PaperPolicy.KeptElsewhere).When(Give(3, ConsentPurpose.Sharing, Adult, Child)).Accepted();

    [Fact]
    public void To_special_categories_must_be_in_writing()
    {
        var given = Give(2, ConsentPurpose.SpecialCategories, Adult, Child);
        Given(Adult).When(given with { Channel = ConsentChannel.Electronic, Proof = Why })
            .Refused(Reason.ValueOutOfRange, ("consent-not-written", given.Id))
            .When(given).Accepted();
    }

    [Fact]
    public void Is_only_for_the_purpose_of_its_text() =>
        Given(Adult)
            .When(Signed with { Text = TextFor(ConsentPurpose.Publication) })
            .Refused(Reason.ConsentTextNotPublished, ("consent-text-of-another-purpose", TextFor(ConsentPurpose.Publication)))
            .When(Signed).Accepted()
            .Stands(s => Assert.Equal([ConsentPurpose.Participation], Enum.GetValues<ConsentPurpose>().Where(p => s.ConsentsTo(p, Today))));

    [Fact]
    public void Counts_from_its_first_day_to_its_last() =>
        Given(Adult).When(Signed with { ValidFrom = Tomorrow }).Accepted()
            .Stands(s => Assert.Equal(
                [false, true, true, false],
                new[] { Today, Tomorrow, YearEnd, YearEnd.AddDays(1) }.Select(on => s.ConsentsTo(ConsentPurpose.Participation, on))));

    [Fact]
    public void Begins_no_earlier_than_its_signing_and_ends_later_than_it_begins() =>
        Given(Adult)
            .When(Signed with { ValidUntil = Yesterday }).Refused(Reason.PeriodReversed, ("period-reversed", Signed.Id))
            .When(Signed with { ValidUntil = Today }).Refused(Reason.PeriodReversed, ("consent-ends-as-it-begins", Signed.Id))
            .When(Signed with { ValidFrom = Yesterday })
            .Refused(Reason.PeriodReversed, ("consent-counts-before-signing", Dates.Text(Today)))
            .About(Yesterday).When(Signed with { ValidFrom = Yesterday }).Accepted();

    [Fact]
    public void In_electronic_form_needs_its_proof() =>
        Given(Adult)
            .When(Signed with { Channel = ConsentChannel.Electronic })
            .Refused(Reason.EvidenceRequired, ("consent-proof-missing", Signed.Id))
            .When(Signed with { Channel = ConsentChannel.Electronic, Proof = Text(3) }).Accepted();

    [Fact]
    public void Is_recorded_once() =>
        Given(Adult, Was(Signed)).When(Signed).Refused(Reason.AlreadyRecorded, ("consent-recorded", Signed.Id));

    [Fact]
    public void Replaces_an_earlier_consent()
    {
        var next = Give(2, ConsentPurpose.Participation, Adult, Child) with { Replaces = Consent(1) };
        Given(Adult, Was(Signed)).When(next).Then(Was(next)).Stands(s => Assert.Equal([Consent(2)], s.Consents.Select(c => c.Id)))
            .When(next with { Id = Consent(3) }).Refused(Reason.ConsentNotInForce, ("consent-not-in-force", Consent(1)));
        Given(Adult).When(next).Refused(Reason.ConsentNotInForce, ("consent-not-in-force", Consent(1)));
    }

    [Fact]
    public void Does_not_replace_a_consent_to_another_purpose() =>
        Given(Adult, Was(Signed)).When(Give(2, ConsentPurpose.Publication, Adult, Child) with { Replaces = Consent(1) })
            .Refused(Reason.ConsentNotInForce, ("consent-not-in-force", Consent(1)));

    [Fact]
    public void Is_voided_and_the_replaced_one_is_in_force_again()
    {
        var next = Give(2, ConsentPurpose.Participation, Adult, Child) with { Replaces = Consent(1) };
        Given(Adult, Was(Signed), Was(next)).When(new ConsentCommand.VoidConsent(Consent(2), Why))
            .Then(new ConsentEvent.ConsentVoided(Consent(2), Why))
            .Stands(s => Assert.Equal([Consent(1)], s.Consents.Select(c => c.Id)))
            .When(new ConsentCommand.VoidConsent(Consent(2), Why)).Refused(Reason.NothingChanges)
            .When(new ConsentCommand.VoidConsent(Consent(9), Why)).Refused(Reason.Unknown, ("consent-unknown", Consent(9)));
    }

    [Fact]
    public void May_be_requested_and_refused_by_an_entitled_signer() =>
        Given(AgeBand.Fourteen)
            .When(new ConsentCommand.RequestConsent(ConsentPurpose.Publication, TextFor(ConsentPurpose.Publication)))
            .Then(new ConsentEvent.ConsentRequested(ConsentPurpose.Publication, TextFor(ConsentPurpose.Publication)))
            .When(new ConsentCommand.RequestConsent(ConsentPurpose.Publication, TextFor(ConsentPurpose.Publication)))
            .Refused(Reason.NothingChanges)
            .When(new ConsentCommand.RefuseConsent(ConsentPurpose.Publication, Stranger))
            .Refused(Reason.WrongSigners, ("representative-not-linked", Stranger))
            .When(new ConsentCommand.RefuseConsent(ConsentPurpose.Publication, Mother))
            .Then(new ConsentEvent.ConsentRefused(ConsentPurpose.Publication, Mother))
            .When(new ConsentCommand.RefuseConsent(ConsentPurpose.Publication, Mother)).Refused(Reason.NothingChanges)
            .Stands(s => Assert.False(s.Restricted));
}
