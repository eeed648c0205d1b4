"""The room: the hub that note-takers' stations reach, and the station's end of the road."""
