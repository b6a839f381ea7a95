using MentorshipFlow.People;
using static MentorshipFlow.Domain.Tests.People.PersonStory;

namespace MentorshipFlow.Domain.Tests.People;

public sealed class The_signers_of_a_consent
{
    [Fact]
    public void Under_fourteen_are_the_representative_alone() =>
        Given(AgeBand.TenToThirteen)
            .When(Give(AgeBand.TenToThirteen)).Refused(Reason.WrongSigners, ("signature-of-representative-missing", Child))
            .When(Give(AgeBand.TenToThirteen, Child))
            .Refused(Reason.WrongSigners, ("signature-of-representative-missing", Child), ("signature-of-child-has-no-force", Child))
            .When(Give(AgeBand.TenToThirteen, Child, Mother)).Refused(Reason.WrongSigners, ("signature-of-child-has-no-force", Child))
            .When(Give(AgeBand.TenToThirteen, Mother)).Then(Was(Give(AgeBand.TenToThirteen, Mother)));

    [Theory]
    [InlineData(AgeBand.Fourteen), InlineData(AgeBand.FifteenToSeventeen)]
    public void From_fourteen_are_both(AgeBand band) =>
        Given(band)
            .When(Give(band, Mother)).Refused(Reason.WrongSigners, ("signature-of-person-missing", Child))
            .When(Give(band, Child)).Refused(Reason.WrongSigners, ("signature-of-representative-missing", Child))
            .When(Give(band, Child, Mother)).Then(Was(Give(band, Child, Mother)));

    [Fact]
    public void From_fourteen_follow_the_policy_of_the_organisation()
    {
        var child = Given(AgeBand.Fourteen);
        child.Under(SignerPolicy.Representative).When(Give(AgeBand.Fourteen, Mother)).Accepted();
        child.Under(SignerPolicy.Representative).When(Give(AgeBand.Fourteen, Child))
            .Refused(Reason.WrongSigners, ("signature-of-representative-missing", Child));
        child.Under(SignerPolicy.Person).When(Give(AgeBand.Fourteen, Child)).Accepted();
        child.Under(SignerPolicy.Person).When(Give(AgeBand.Fourteen, Mother))
            .Refused(Reason.WrongSigners, ("signature-of-person-missing", Child));
    }

    [Theory]
    [InlineData(SignerPolicy.Both), InlineData(SignerPolicy.Representative), InlineData(SignerPolicy.Person)]
    public void At_other_ages_follow_no_policy(SignerPolicy policy)
    {
        Given(AgeBand.TenToThirteen).Under(policy).When(Give(AgeBand.TenToThirteen, Child)).Refused(
            Reason.WrongSigners, ("signature-of-representative-missing", Child), ("signature-of-child-has-no-force", Child));
        Given(AgeBand.EighteenToNineteen).Under(policy).When(Give(AgeBand.EighteenToNineteen, Mother)).Refused(
            Reason.WrongSigners, ("signature-of-person-missing", Child), ("signature-of-representative-has-no-force", Child));
    }

    [Fact]
    public void From_eighteen_are_the_person_alone() =>
        Given(AgeBand.EighteenToNineteen)
            .When(Give(AgeBand.EighteenToNineteen, Child, Mother))
            .Refused(Reason.WrongSigners, ("signature-of-representative-has-no-force", Child))
            .When(Give(AgeBand.EighteenToNineteen, Child)).Then(Was(Give(AgeBand.EighteenToNineteen, Child)));

    [Fact]
    public void Depend_on_the_age_on_the_day_of_signing()
    {
        // Recorded at fourteen, signed at thirteen.
        var signed = Give(AgeBand.TenToThirteen, Mother);
        Given(AgeBand.Fourteen).When(signed).Then(Was(signed));
    }

    [Fact]
    public void Must_be_linked_if_they_are_representatives() =>
        Given(AgeBand.TenToThirteen)
            .When(Give(AgeBand.TenToThirteen, Stranger)).Refused(Reason.WrongSigners, ("representative-not-linked", Stranger))
            .And(Linked(Father), new RegistryEvent.RepresentativeUnlinked(Mother, Programmes.Cast.Why))
            .When(Give(AgeBand.TenToThirteen, Mother)).Refused(Reason.WrongSigners, ("representative-not-linked", Mother))
            .When(Give(AgeBand.TenToThirteen, Father)).Accepted();
}
