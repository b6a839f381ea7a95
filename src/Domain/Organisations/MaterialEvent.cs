using System.ComponentModel;

namespace MentorshipFlow.Organisations;

/// <summary>Events about methodical materials that a regional centre gives to the schools that named it (M42). A material is never changed:
/// the centre withdraws it and publishes another.</summary>
public abstract record MaterialEvent : OrganisationEvent
{
    private MaterialEvent() { }

    /// <summary>A material was published.</summary>
    /// <param name="Address">Where the whole of it is: an https address; absent if the text is all.</param>
    /// <param name="On">The day of the publication.</param>
    [DisplayName("публикация методического материала")]
    public sealed record MaterialPublished(
        Guid Id, InstitutionalText Title, InstitutionalText Text, InstitutionalText? Address, DateOnly On) : MaterialEvent;

    /// <summary>A material was withdrawn: schools see that, and no longer its text.</summary>
    [DisplayName("отзыв методического материала")]
    public sealed record MaterialWithdrawn(Guid Id, DateOnly On, TextReference Reason) : MaterialEvent;
}

/// <summary>Commands about methodical materials.</summary>
public abstract record MaterialCommand : OrganisationCommand
{
    private MaterialCommand() { }

    /// <summary>Publish a material.</summary>
    public sealed record PublishMaterial(MaterialEvent.MaterialPublished Material) : MaterialCommand;

    /// <summary>Withdraw a material.</summary>
    public sealed record WithdrawMaterial(Guid Id, DateOnly On, TextReference Reason) : MaterialCommand;
}
