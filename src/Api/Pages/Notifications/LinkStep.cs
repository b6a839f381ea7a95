namespace MentorshipFlow.Api.Pages.Notifications;

/// <summary>The states of a page to which a link in a letter leads.</summary>
public enum LinkStep
{
    /// <summary>Asks to confirm the address.</summary>
    Confirm,

    /// <summary>The address was confirmed.</summary>
    Confirmed,

    /// <summary>Asks to stop digests.</summary>
    Stop,

    /// <summary>Digests were stopped.</summary>
    Stopped,

    /// <summary>The link is unknown, too old, or was used.</summary>
    Gone,
}
